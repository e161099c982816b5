import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { REPOSITORY } from '../gen/places.js';
import { mutationOptions, type MutationOptions } from './options.js';
import { percentOf, scoreOf, survivorsPage } from './survivors.js';
import { sourcesOf, TARGETS } from './targets.js';
import { partsOf, rangeOf, thirdOf } from './thirds.js';

const text =
  'import a from "a";\nexport const x = 1;\nexport function f() {\n  return 1;\n}\nexport type T = 1;\nclass C {}\n';

describe('A third of the code', () => {
  it('is made of declarations that hold code', () => {
    expect(partsOf('a.ts', text).map(rangeOf)).toEqual(['a.ts:2:0-2:19', 'a.ts:3:0-5:1', 'a.ts:7:0-7:10']);
  });

  it('knows what each declares', () =>
    expect(partsOf('a.ts', text).map(({ names }) => names)).toEqual([['x'], ['f'], ['C']]));

  it('has a third of its characters at least, no declaration more than it needs, and is the same for one seed', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 }).map((sizes) =>
      sizes.map((characters, i) => ({
        file: 'a.ts',
        from: { line: i + 1, column: 0 },
        to: { line: i + 1, column: 9 },
        characters,
        names: [],
      })),
    );
    const sum = (some: readonly { readonly characters: number }[]) =>
      some.reduce((all, one) => all + one.characters, 0);
    fc.assert(
      fc.property(parts, fc.nat(), (all, seed) => {
        const third = thirdOf(all, seed);
        expect(sum(third) * 3).toBeGreaterThanOrEqual(sum(all));
        expect(sum(third.slice(0, -1)) * 3).toBeLessThan(sum(all));
        expect(thirdOf(all.toReversed(), seed)).toEqual(third);
      }),
      propertyRuns(),
    );
  });
});

describe('The mutants that nobody noticed', () => {
  const mutant = (id: string, status: string, replacement: string) => ({
    id,
    mutatorName: 'EqualityOperator',
    replacement,
    location: { start: { line: 1, column: 5 }, end: { line: 1, column: 10 } },
    status,
  });
  const report = {
    files: {
      'a.ts': {
        source: 'if (n > 1) go();\n',
        mutants: [
          mutant('0', 'Killed', 'n < 1'),
          mutant('1', 'Timeout', 'true'),
          mutant('2', 'Survived', 'n >= 1'),
          mutant('3', 'NoCoverage', 'false'),
          mutant('4', 'Ignored', ''),
        ],
      },
    },
  };

  it('lower the score; those that were not tried do not', () => {
    expect(scoreOf(report)).toEqual({ detected: 2, undetected: 2 });
    expect(percentOf(scoreOf(report))).toBe('50.0');
    expect(percentOf({ detected: 0, undetected: 0 })).toBe('–');
  });

  it('are listed with their line, what was there and what became of it', () => {
    const page = survivorsPage(report, 'Mutants of intake', ['2 of 4']);
    expect(page).toContain('## a.ts');
    expect(page).toContain('| 1 | EqualityOperator | `n > 1` | `n >= 1` | Survived |');
    expect(page).not.toContain('Killed');
  });

  it('are cut between two words where they are long', () => {
    const long = mutant('0', 'Survived', `${'short '.repeat(9)}disallowed`);
    const source = 'if (n > 1) go();\n';
    const page = survivorsPage({ files: { 'a.ts': { source, mutants: [long] } } }, 'Mutants of intake', []);
    expect(page).toContain('short …`');
    expect(page).not.toContain('short d');
  });
});

describe('npm run mutation', () => {
  it('takes a target and options', () => {
    expect(mutationOptions(['review', '--third', '7', '--workers', '2'])).toEqual({
      target: 'review',
      third: 7,
      rows: false,
      only: '',
      workers: 2,
    });
  });

  it.each(['intake', 'review', 'catalog', 'contracts'])('takes the domain of %s, which has sources', (service) => {
    const { target } = mutationOptions([service]) as MutationOptions;
    expect(sourcesOf(TARGETS[target], REPOSITORY)).not.toEqual([]);
    for (const source of sourcesOf(TARGETS[target], REPOSITORY, 'projection')) expect(source).toContain('/domain/');
  });

  it.each([[[]], [['figures']], [['intake', 'review']], [['intake', '--third', 'x']], [['intake', '--workers', '0']]])(
    'refuses %j',
    (args) => expect(() => mutationOptions(args)).toThrow(),
  );
});
