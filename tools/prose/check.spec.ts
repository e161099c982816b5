import { readFileSync } from 'node:fs';

interface Phrase {
  readonly phrase: string;
  readonly instead: string;
}
interface Finding {
  readonly line: number;
  readonly rule: 'phrase' | 'width';
  readonly what: string;
}
interface Checker {
  phrasesOf(text: string): readonly Phrase[];
  findingsIn(file: string, text: string, phrases: readonly Phrase[]): readonly Finding[];
}
const { phrasesOf, findingsIn } = (await import(new URL('./check.mjs', import.meta.url).href)) as Checker;

/** Made up, so that this file has no finding of its own. */
const PHRASES = phrasesOf("# a remark\n\nblue moon: rarely\nonce in a blue moon: hardly ever\nmoon's: of the moon\n");
const found = (file: string, ...lines: readonly string[]): readonly string[] =>
  findingsIn(file, lines.join('\n'), PHRASES).map(({ line, rule }) => `${line} ${rule}`);

describe('A banned phrase', () => {
  it('is found in a line comment, and named with what to write instead', () => {
    expect(findingsIn('a.ts', 'const a = 1; // under a blue moon', PHRASES)).toEqual([
      { line: 1, rule: 'phrase', what: '"blue moon" is a banned phrase; instead: rarely.' },
    ]);
  });

  it.each(['a.ts', 'a.mjs', 'a.cjs'])('is found in comments and strings of %s', (file) => {
    expect(
      found(
        file,
        '/** A blue moon. */',
        'const a = {',
        '  // a blue moon',
        "  b: 'a blue moon',",
        '  c: `a ${1} blue moon ${2}`,',
        '};',
      ),
    ).toEqual(['1 phrase', '3 phrase', '4 phrase', '5 phrase']);
  });

  it('is found over a line break, whatever begins the next line', () => {
    expect(found('a.ts', '// under a blue', '// moon', 'f();')).toEqual(['1 phrase']);
    expect(found('a.ts', '/**', ' * Under a blue', ' * moon', ' */', 'f();')).toEqual(['2 phrase']);
    expect(found('a.md', 'Under a blue', 'moon')).toEqual(['1 phrase']);
  });

  it('is not made of two comments with code between them', () => {
    expect(found('a.ts', 'const a = 1; // blue', 'const moon = 2; // moon')).toEqual([]);
  });

  it('is found in any case, and with either apostrophe', () => {
    expect(found('a.md', 'Blue Moon.', "The moon's light.", 'The moon’s light.')).toEqual([
      '1 phrase',
      '2 phrase',
      '3 phrase',
    ]);
  });

  it('is one finding where a longer one holds it', () => {
    expect(findingsIn('a.md', 'Once in a blue moon.', PHRASES).map(({ what }) => what)).toEqual([
      '"once in a blue moon" is a banned phrase; instead: hardly ever.',
    ]);
  });

  it('is found in documents, program output in them included, but not in quoted names', () => {
    expect(found('a.md', 'Read `blue moon`.', '```', 'blue moon', '```')).toEqual(['3 phrase']);
  });

  it('is found in workflow files and in the script of the CI', () => {
    expect(found('a.yml', 'a: 1 # a blue', 'b: 2', '# a blue', '# moon')).toEqual(['3 phrase']);
    expect(found('.ci/run', '# a blue moon')).toEqual(['1 phrase']);
  });

  it('is not looked for in names, nor within words', () => {
    expect(found('a.ts', 'const blueMoon = blue.moon; // blue-moon blue_moon blue moons')).toEqual([]);
  });

  it.each(phrasesOf(readFileSync(new URL('./phrases.txt', import.meta.url), 'utf8')))(
    'of the committed list is found: $phrase',
    (phrase) => {
      expect(findingsIn('a.ts', `// This is ${phrase.phrase} here.`, [phrase])).toHaveLength(1);
    },
  );

  it('without what to write instead is refused', () => {
    expect(() => phrasesOf('blue moon')).toThrow('"blue moon": a phrase, a colon, and what to write instead.');
  });
});

describe('A comment line', () => {
  const wide = 'x'.repeat(118);

  it('may have 120 columns', () => {
    expect(found('a.ts', `// ${wide.slice(1)}`)).toEqual([]);
  });

  it('is found with 121 columns, also inside a block and behind code', () => {
    expect(found('a.ts', `// ${wide}`, '/**', ` * ${wide}`, ' */', `f(); // ${wide}`)).toEqual([
      '1 width',
      '3 width',
      '5 width',
    ]);
  });

  it('counts characters and not bytes', () => {
    expect(found('a.ts', `// ${'심'.repeat(117)}`)).toEqual([]);
  });

  it('is not a string that looks like one, nor wide code', () => {
    expect(found('a.ts', `const a = '// ${wide}';`, `f(${wide});`)).toEqual([]);
  });
});
