import type { Annotation } from './annotations.js';
import { killsOf, withRun, type MutationReport } from './kills.js';

const FILE = 'apps/intake/src/a/domain/a.ts';
const SPEC = 'apps/intake/src/a/domain/a.spec.ts';
const source = 'export function decide(n) {\n  return n > 1;\n}\nexport function other(n) {\n  return n < 1;\n}\n';

const mutant = (id: string, line: number, status: string, ...killedBy: readonly string[]) => ({
  id,
  mutatorName: 'EqualityOperator',
  location: { start: { line, column: 10 }, end: { line, column: 15 } },
  status,
  killedBy,
});

const report: MutationReport = {
  files: {
    [FILE]: {
      source,
      mutants: [
        mutant('0', 2, 'Killed', 't1', 't2'),
        mutant('1', 2, 'Killed', 't2'),
        mutant('2', 2, 'Survived'),
        mutant('3', 2, 'Ignored'),
        mutant('4', 5, 'Killed', 't1'),
      ],
    },
  },
  testFiles: {
    [SPEC]: {
      tests: [
        { id: 't1', name: 'A > decides', location: { start: { line: 10, column: 3 } } },
        { id: 't2', name: 'A > decides too', location: { start: { line: 20, column: 3 } } },
      ],
    },
  },
};

const annotated = (row: string, name: string, from: number, to: number): Annotation => ({
  row,
  decider: { name, file: FILE },
  spec: SPEC,
  title: 'decides',
  from,
  to,
});

describe('What the tests of a row killed', () => {
  it('are the mutants in its function that a test within the lines of its `it` noticed', () => {
    expect(killsOf([annotated('1/a', 'decide', 9, 12)], report)).toEqual({
      '1/a': { [`${FILE}#decide`]: { killed: 1, of: 3 } },
    });
  });

  it('is put together from all its tests', () => {
    const both = [annotated('1/a', 'decide', 9, 12), annotated('1/a', 'decide', 20, 22)];
    expect(killsOf(both, report)).toEqual({ '1/a': { [`${FILE}#decide`]: { killed: 2, of: 3 } } });
  });

  it('is nothing when another test noticed them, or another function holds them', () => {
    expect(killsOf([annotated('1/a', 'other', 20, 22)], report)).toEqual({
      '1/a': { [`${FILE}#other`]: { killed: 0, of: 1 } },
    });
  });

  it('is unknown of a function that the run did not try', () => {
    expect(killsOf([annotated('1/a', 'absent', 9, 12)], report)).toEqual({});
    expect(
      killsOf([{ ...annotated('1/a', 'decide', 9, 12), decider: { name: 'decide', file: 'b.ts' } }], report),
    ).toEqual({});
  });
});

describe('What is known after one more run', () => {
  const known = {
    '1/a': { 'a#x': { killed: 2, of: 3 }, 'a#y': { killed: 1, of: 1 } },
    '1/b': { 'b#z': { killed: 1, of: 9 } },
  };

  it('is replaced for the functions of the run, and stays for the others', () => {
    expect(withRun(known, { '1/a': { 'a#x': { killed: 1, of: 4 } }, '1/c': { 'c#z': { killed: 1, of: 1 } } })).toEqual({
      '1/a': { 'a#x': { killed: 1, of: 4 }, 'a#y': { killed: 1, of: 1 } },
      '1/b': { 'b#z': { killed: 1, of: 9 } },
      '1/c': { 'c#z': { killed: 1, of: 1 } },
    });
  });

  it('has no row whose tests no longer kill anything', () => {
    expect(withRun(known, { '1/b': { 'b#z': { killed: 0, of: 9 } } })).toEqual({ '1/a': known['1/a'] });
  });
});
