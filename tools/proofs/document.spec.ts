import type { Annotation } from './annotations.js';
import { documentOf, faultsOf, isProven, type Evidence } from './document.js';
import { openRowsOf, sectionsOf } from './rows.js';

const yaml = "'11.1':\n  title: Application\n  rows:\n    drafted: Drafted | by a supplier\n    submitted: Submitted\n";
const page = '# Rulings\n\n## R-13 Calendar\n\nText.\n\nNot yet\n';
const KEY = 'apps/intake/a.ts#draft';

const annotation = (row: string): Annotation => ({
  row,
  decider: { name: 'draft', file: 'apps/intake/a.ts' },
  spec: 'apps/intake/a.spec.ts',
  title: 'is drafted',
  from: 3,
  to: 5,
});

const evidence: Evidence = {
  sections: sectionsOf(yaml, page),
  annotations: [annotation('11.1/drafted')],
  kills: { '11.1/drafted': { [KEY]: { killed: 2, of: 3 } } },
  open: ['11.1/submitted', 'R-13'],
};

describe('A row', () => {
  it('is a row of the rules, or a ruling', () => {
    expect(evidence.sections.map(({ title, rows }) => [title, rows.map(({ id }) => id)])).toEqual([
      ['§11.1 Application', ['11.1/drafted', '11.1/submitted']],
      ['Rulings', ['R-13']],
    ]);
  });

  it('counts when a test names it and killed a mutant in its function', () => {
    expect(isProven(evidence, '11.1/drafted')).toBe(true);
    expect(isProven({ ...evidence, kills: {} }, '11.1/drafted')).toBe(false);
    expect(isProven({ ...evidence, annotations: [] }, '11.1/drafted')).toBe(false);
    const moved = { 'apps/intake/a.ts#other': { killed: 2, of: 3 } };
    expect(isProven({ ...evidence, kills: { '11.1/drafted': moved } }, '11.1/drafted')).toBe(false);
  });

  it('may be open, but not when it counts, and not when it is none', () => {
    expect(faultsOf(evidence)).toEqual([]);
    expect(faultsOf({ ...evidence, open: ['R-13'] })).toEqual([expect.stringMatching(/^11\.1\/submitted is empty/)]);
    expect(faultsOf({ ...evidence, open: [...evidence.open, '11.1/drafted'] })).toEqual([
      expect.stringContaining('11.1/drafted is proven'),
    ]);
    expect(faultsOf({ ...evidence, open: [...evidence.open, '9/x', 'R-13'] })).toEqual([
      expect.stringContaining('9/x is no row'),
      expect.stringContaining('R-13 is there twice'),
    ]);
    expect(faultsOf({ ...evidence, annotations: [...evidence.annotations, annotation('11.1/gone')] })).toEqual([
      expect.stringMatching(/^apps\/intake\/a\.spec\.ts:3: 11\.1\/gone is no row/),
    ]);
  });

  it('is open as long as the list has it', () => {
    expect(openRowsOf('# text\n11.1/submitted\n\nR-13\n')).toEqual(['11.1/submitted', 'R-13']);
  });
});

describe('The page', () => {
  it('tells of each row who decides it, which test proves it and what that killed', () => {
    const text = documentOf(evidence);
    expect(text).toContain('**1 of 3 rows are proven.**');
    expect(text).toContain(
      '| 11.1/drafted | Drafted \\| by a supplier | `draft` (a.ts) | [a.spec.ts](../apps/intake/a.spec.ts): is drafted | 2 of 3 |',
    );
    expect(text).toContain('| 11.1/submitted | Submitted |  |  | **open** |');
  });

  it('tells which row has a test and no kill yet', () => {
    expect(documentOf({ ...evidence, kills: {} })).toContain('| not shown yet |');
  });
});
