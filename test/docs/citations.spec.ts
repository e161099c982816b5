import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { POLICY_DEFAULTS } from '#common/kernel/policy.js';
import { brokenCitations, isTest, rulingsNamed, wrongKeys, wrongMarks, wrongTerms } from './citations.js';
import { lawOf, type Texts } from './law.js';

const ROOT = path.join(import.meta.dirname, '../..');
const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Its made-up citations lead nowhere. */
const THIS = 'test/docs/citations.spec.ts';
const WHERE = ['apps', 'libs', 'tools', 'test', 'docs', 'deploy', '*.md', '.dependency-cruiser.cjs'];

describe('Citations', () => {
  const files = git('ls-files', '-z', '--', ...WHERE)
    .split('\0')
    .filter((file) => file !== '' && file !== THIS && existsSync(path.join(ROOT, file)));
  const texts: Texts = new Map(files.map((file) => [file, read(file)]));
  const law = lawOf(new Map([...texts].filter(([file]) => file.endsWith('.md'))));
  const existing = new Set(files);

  it('each lead to a section, assumption, ruling, article or document that is there', () => {
    expect([...texts].flatMap(([file, text]) => brokenCitations(file, text, law, existing))).toEqual([]);
  });

  it('of a ruling in a test agree with its mark', () => {
    expect(law.rulings.size).toBeGreaterThan(0);
    expect(wrongMarks(law, new Map([...texts].filter(([file]) => isTest(file))))).toEqual([]);
  });

  it('of a commit are of one that led here', () => {
    if (git('rev-parse', '--is-shallow-repository').trim() === 'true') return;
    const hashes = new Set(git('rev-list', '--abbrev-commit', '--abbrev=40', 'HEAD').split('\n'));
    const since = [...law.rulings.values()].flatMap((mark) => (typeof mark === 'object' ? [mark.since] : []));
    expect(since.filter((commit) => ![...hashes].some((hash) => hash.startsWith(commit)))).toEqual([]);
  });

  it('of a type in the glossary are in the file it names', () => {
    const found = wrongTerms(read('docs/domain/glossary.md'), (file) =>
      existing.has(file) ? texts.get(file) : undefined,
    );
    expect(found).toEqual([]);
  });

  it('of a policy key are of one that exists', () => {
    expect(wrongKeys(read('docs/domain/assumptions.md'), new Set(Object.keys(POLICY_DEFAULTS)))).toEqual([]);
  });
});

describe('The check of citations', () => {
  const documents = new Map([
    ['docs/domain/rules/review.md', '# §3 Review\n\n## §3.1 The committee (위원회)\n'],
    ['docs/domain/assumptions.md', '## A-01 Certificate\n'],
    [
      'docs/domain/rulings.md',
      '## R-01 Terms\n\nText.\n\nNot yet\n\n## R-02 Officers\n\nText.\n\nHolds since: 0123abc\n',
    ],
    [
      'docs/domain/sources.md',
      '| Id | Cited as | K | E | Articles | C |\n| --- | --- | --- | --- | --- | --- |\n' +
        '| S1 | decree, Act decree | 영 | Decree | 15-2, 15-3 | C |\n| S2 | Act | 법 | Act | 20 | C |\n\n' +
        '| S5 | Press | Press | P |\n',
    ],
    ['ARCHITECTURE.md', '# Architecture\n\n1. **One.** Text.\n'],
    ['docs/adr/0003-own-inbox-transport.md', '# Our own transport\n'],
  ]);
  const law = lawOf(documents);
  const files = new Set(documents.keys());
  const findings = (text: string, file = 'apps/x/src/x.ts') => brokenCitations(file, text, law, files);

  it.each([
    '§3.1 and §3',
    'A-01, R-01',
    '(Decree Art. 15-3(1), 15-2)',
    '/** Act\n * decree\n * Art. 15-3: text */',
    'S2 Art. 20',
    'ARCHITECTURE, rule 1; ADR 0003',
    '// docs/domain/assumptions.md and ARCHITECTURE.md, "Architecture"',
    'docs/domain/rules/review.md#31-the-committee-위원회',
    "read('a.md')",
    'https://example.org/nothing.md, a certificate CSAP-A-77',
  ])('finds nothing in %j', (text) => expect(findings(text)).toEqual([]));

  it.each([
    ['§3.2', '§3.2 is not in docs/domain'],
    ['A-02', 'A-02 is not in docs/domain/assumptions.md'],
    ['R-03', 'R-03 is not in docs/domain/rulings.md'],
    ['S1 Art. 16', 's1 Art. 16 is not in docs/domain/sources.md'],
    ['S9 Art. 1', 'Art. 1 names no law of docs/domain/sources.md'],
    ['the decree Art. 15-3, 15-9', 'decree Art. 15-9 is not in docs/domain/sources.md'],
    ['Act Art. 15-3', 'act Art. 15-3 is not in docs/domain/sources.md'],
    ['see Art. 20', 'Art. 20 names no law of docs/domain/sources.md'],
    ['ARCHITECTURE, rule 2', 'ARCHITECTURE, rule 2 is not in ARCHITECTURE.md'],
    ['ADR 0004', 'ADR 0004 is not in docs/adr'],
    ['// domain.md', 'there is no domain.md'],
    ["'docs/none.md'", 'there is no docs/none.md'],
    ['// ARCHITECTURE.md, "Who sees what"', 'ARCHITECTURE.md has no heading "Who sees what"'],
    ['// ARCHITECTURE.md#rules', 'ARCHITECTURE.md has no #rules'],
  ])('finds in %j what is wrong', (text, wrong) => expect(findings(text)).toEqual([`apps/x/src/x.ts:1: ${wrong}`]));

  it('names the line', () => {
    expect(findings('/**\n * Text.\n * Text (§9.9).\n */')).toEqual(['apps/x/src/x.ts:3: §9.9 is not in docs/domain']);
  });

  it('knows a document by its path from the file, and asks for sources in the domain only', () => {
    expect(findings('[sources](../sources.md) S5, S6', 'docs/domain/rules/x.md')).toEqual([
      'docs/domain/rules/x.md:1: S6 is not in docs/domain/sources.md',
    ]);
    expect(findings('S6')).toEqual([]);
  });

  it('reads rulings in what a test says, not in its comments', () => {
    expect(rulingsNamed("// R-01\n/* R-02 */ it('keeps terms (R-03)', …); // R-04")).toEqual(['R-03']);
    expect(['a.spec.ts', 'a.int.spec.ts', 'a.contract.ts', 'a.ts'].filter(isTest)).toHaveLength(3);
  });

  it('finds marks that tests contradict', () => {
    const tests = (title: string) => new Map([['a.spec.ts', `it('${title}', …)`]]);
    expect(wrongMarks(law, tests('R-02'))).toEqual([]);
    expect(wrongMarks(law, tests('R-01, R-02'))).toEqual(['R-01 is marked "Not yet", and a.spec.ts names it']);
    expect(wrongMarks(law, tests('no ruling'))).toEqual(['R-02 holds since 0123abc, and no test names it']);
    const unmarked = lawOf(new Map([['docs/domain/rulings.md', '## R-01 Terms\n\nText.\n']]));
    expect(wrongMarks(unmarked, tests('R-01'))).toEqual([
      'R-01 ends with neither "Holds since: <commit>" nor "Not yet"',
    ]);
  });

  it('finds terms of the glossary that code does not have', () => {
    const row = (type: string, file: string) => `| 용어 | term | \`${type}\` | \`${file}\` |`;
    const glossary = [row('Term', 'a.ts'), row('Terms', 'a.ts'), row('Term', 'b.ts')].join('\n');
    expect(wrongTerms(glossary, (file) => (file === 'a.ts' ? 'interface Term {}' : undefined))).toEqual([
      '용어: a.ts has no Terms',
      '용어: there is no b.ts',
    ]);
  });

  it('finds policy keys that do not exist', () => {
    expect(wrongKeys('`intake.fee`, `review.none`', new Set(['intake.fee']))).toEqual([
      'there is no policy key review.none',
    ]);
  });
});
