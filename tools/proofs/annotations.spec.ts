import { annotationsIn, spanOf } from './annotations.js';

const SPEC = 'apps/intake/src/applications/domain/drafting.spec.ts';

const IMPORT = "import { proves } from '#testing/proves.js';";

const written = `${IMPORT}
import { Day } from '#common/kernel/day.js';
import { submit as submitApplication } from './drafting.js';
import { isDay } from '#common/kernel/day.js';

describe('An application', () => {
  it('is submitted', proves({ '11.1/submitted': submitApplication, '2.5/application-form': isDay }), () => {
    expect(1).toBe(1);
  });
  it.each([
    [1],
    [2],
  ])('is %i', proves({ '11.1/final': submitApplication }), (n) => expect(n).toBe(n));
});
`;

describe('What tests say that they prove', () => {
  it('is read with the function, its file, and the lines of the test', () => {
    const { found, faults } = annotationsIn(SPEC, written);
    expect(faults).toEqual([]);
    expect(found).toEqual([
      {
        row: '11.1/submitted',
        decider: { name: 'submit', file: 'apps/intake/src/applications/domain/drafting.ts' },
        spec: SPEC,
        title: 'is submitted',
        from: 7,
        to: 9,
      },
      {
        row: '2.5/application-form',
        decider: { name: 'isDay', file: 'libs/common/src/kernel/day.ts' },
        spec: SPEC,
        title: 'is submitted',
        from: 7,
        to: 9,
      },
      {
        row: '11.1/final',
        decider: { name: 'submit', file: 'apps/intake/src/applications/domain/drafting.ts' },
        spec: SPEC,
        title: 'is %i',
        from: 10,
        to: 13,
      },
    ]);
  });

  it.each([
    ['describe("a", proves({ "1/x": f }), () => {});', 'is no argument of it'],
    ['it("a", proves(rows), () => {});', 'written out'],
    ['it("a", proves({ "1/x": local }), () => {});', 'names no imported function'],
    ['it("a", proves({ "1/x": () => 1 }), () => {});', 'names no imported function'],
    ['it("a", proves({ x: f }), () => {});', 'names no imported function'],
  ])('is refused, with its line, in %s', (line, why) => {
    const { found, faults } = annotationsIn(SPEC, `${IMPORT} import { f } from './f.js';\n${line}`);
    expect(found).toEqual([]);
    expect(faults).toEqual([expect.stringContaining(why)]);
    expect(faults[0]).toMatch(/^apps.*\.spec\.ts:2: /);
  });

  it('is nothing where another function has that name', () => {
    const other = "const proves = (rows) => rows;\nit('a', proves({ '1/x': f }), () => {});";
    expect(annotationsIn(SPEC, other)).toEqual({ found: [], faults: [] });
  });
});

describe('A function of the domain', () => {
  const text =
    'const a = 1;\n\n/** Doc. */\nexport const late = (n: number) =>\n  n > 1;\n\nexport function due() {\n}\n';

  it.each([
    ['late', 4, 5],
    ['due', 7, 8],
  ])('%s is found from line %i to line %i', (name, from, to) => {
    const span = spanOf('a.ts', text, name);
    expect([span?.start.line, span?.end.line]).toEqual([from, to]);
  });

  it('is not found under another name', () => expect(spanOf('a.ts', text, 'early')).toBeUndefined());
});
