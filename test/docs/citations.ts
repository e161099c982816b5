import path from 'node:path';
import { rowsOf, type Law, type Texts } from './law.js';

/** One finding: where, and what is wrong there. */
export type Finding = string;

interface Wrong {
  readonly at: number;
  readonly wrong: string;
}

type Check = (text: string, law: Law) => readonly Wrong[];

const CODE = /\.[cm]?[jt]s$/;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm;

/** Citations of one text that lead nowhere. Files are the paths that exist. */
export function brokenCitations(file: string, text: string, law: Law, files: ReadonlySet<string>): Finding[] {
  const flat = withoutBreaks(text);
  const found = CHECKS.flatMap((check) => check(flat, law));
  const comments = CODE.test(file) ? [...text.matchAll(COMMENT)] : undefined;
  // A bare name in a string may be any reader's file; one with a folder is ours.
  const isProse = (at: number) =>
    comments?.some(({ index, 0: { length } }) => index <= at && at < index + length) ?? true;
  const bare = file.startsWith('docs/domain/') ? bareSources(flat, law) : [];
  return [
    ...found,
    ...bare,
    ...documents(file, flat, law, files).filter(({ at, named }) => named.includes('/') || isProse(at)),
  ].map(({ at, wrong }) => `${file}:${text.slice(0, at).split('\n').length}: ${wrong}`);
}

/** A citation may be wrapped, in a comment too. Every character keeps its place. */
const withoutBreaks = (text: string): string =>
  text.replaceAll(/\n[ \t]*(?:\*(?!\/)|\/\/|>)?/g, (gap) => ' '.repeat(gap.length));

/** A pattern whose first group is the number cited. */
const numbers =
  (pattern: RegExp, isKnown: (number: string, law: Law) => boolean, where: string): Check =>
  (text, law) =>
    [...text.matchAll(pattern)]
      .filter(([, number = '']) => !isKnown(number, law))
      .map((match) => ({ at: match.index, wrong: `${match[0]} is not in ${where}` }));

const CHECKS: readonly Check[] = [
  numbers(/§ ?(\d+(?:\.\d+)*)/g, (number, law) => law.sections.has(number), 'docs/domain'),
  numbers(/(?<![\w-])(A-\d{2})(?!\w)/g, (id, law) => law.assumptions.has(id), 'docs/domain/assumptions.md'),
  numbers(/(?<![\w-])(R-\d{2})(?!\w)/g, (id, law) => law.rulings.has(id), 'docs/domain/rulings.md'),
  numbers(/ARCHITECTURE, rule (\d+)/g, (number, law) => law.architecture.has(number), 'ARCHITECTURE.md'),
  numbers(/\bADR (\d{4})\b/g, (number, law) => law.decisions.has(number), 'docs/adr'),
  articles,
];

const bareSources = numbers(
  /(?<![\w-])(S\d{1,2}[a-z]?)(?!\w)/g,
  (id, law) => law.sources.has(id),
  'docs/domain/sources.md',
);

const ARTICLE = /\d+(?:-\d+)?(?: ?\([^()]*\))*/.source;
const ARTICLES = new RegExp(`Art\\. +(${ARTICLE}(?:, +${ARTICLE})*)`, 'g');
/** Longer than any name of a law. */
const BEFORE = 60;

function articles(text: string, law: Law): Wrong[] {
  return [...text.matchAll(ARTICLES)].flatMap((match) => {
    const before = text
      .slice(Math.max(0, match.index - BEFORE), match.index)
      .replaceAll(/ +/g, ' ')
      .toLowerCase();
    const name = [...law.articles.keys()]
      .filter((one) => before.endsWith(`${one} `) && !/[\p{L}\p{N}]/u.test(before.at(-one.length - 2) ?? ''))
      .toSorted((a, b) => b.length - a.length)[0];
    if (name === undefined) return [{ at: match.index, wrong: `${match[0]} names no law of docs/domain/sources.md` }];
    const cited = [...(match[1] ?? '').replaceAll(/\([^()]*\)/g, '').matchAll(/\d+(?:-\d+)?/g)].map(
      ([number]) => number,
    );
    return cited
      .filter((number) => law.articles.get(name)?.has(number) !== true)
      .map((number) => ({ at: match.index, wrong: `${name} Art. ${number} is not in docs/domain/sources.md` }));
  });
}

const DOCUMENT = /(?<![\w:/.}-])((?:\.{1,2}\/|[\w-]+\/)*[\w.-]+\.md)(?:#([\p{L}\p{N}_-]+)|, +"([^"]+)")?/gu;

/** Names of documents, relative to the file or to the root, with a heading or its anchor. */
function documents(file: string, text: string, law: Law, files: ReadonlySet<string>): (Wrong & { named: string })[] {
  return [...text.matchAll(DOCUMENT)].flatMap((match) => {
    const [, named = '', anchor, heading] = match;
    const target = [path.posix.join(path.posix.dirname(file), named), named].find((one) => files.has(one));
    const wrong = (what: string) => [{ at: match.index, named, wrong: what }];
    if (target === undefined) return wrong(`there is no ${named}`);
    const titles = law.headings.get(target) ?? [];
    if (anchor !== undefined && !titles.map(slugOf).includes(anchor)) return wrong(`${named} has no #${anchor}`);
    if (heading !== undefined && !titles.includes(heading)) return wrong(`${named} has no heading "${heading}"`);
    return [];
  });
}

/** The anchor that a heading gets where Markdown is shown. */
const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');

export const isTest = (file: string): boolean => /\.(spec|contract)\.ts$/.test(file);

/** Rulings that the titles of a test name; what its comments say does not count. */
export const rulingsNamed = (text: string): string[] => [
  ...new Set(text.replaceAll(COMMENT, '').match(/(?<![\w-])R-\d{2}(?!\w)/g)),
];

/** Rulings whose mark says other than the tests do. */
export function wrongMarks({ rulings }: Law, tests: Texts): Finding[] {
  const named = new Map([...tests].map(([file, text]) => [file, rulingsNamed(text)]));
  const marked = [...rulings].flatMap(([id, mark]) => {
    const files = [...named].filter(([, ids]) => ids.includes(id)).map(([file]) => file);
    if (mark === 'unmarked') return [`${id} ends with neither "Holds since: <commit>" nor "Not yet"`];
    if (mark === 'Not yet') return files.map((file) => `${id} is marked "Not yet", and ${file} names it`);
    return files.length === 0 ? [`${id} holds since ${mark.since}, and no test names it`] : [];
  });
  return marked;
}

/** Rows of the glossary whose file is not there, or does not have the type. */
export const wrongTerms = (glossary: string, read: (file: string) => string | undefined): Finding[] =>
  rowsOf(glossary).flatMap(([term = '', , type = '', file = '']) => {
    const [, name] = /^`(\w+)`$/.exec(type) ?? [];
    const [, where] = /^`(.+)`$/.exec(file) ?? [];
    if (name === undefined || where === undefined) return [];
    const text = read(where);
    if (text === undefined) return [`${term}: there is no ${where}`];
    return new RegExp(`\\b${name}\\b`).test(text) ? [] : [`${term}: ${where} has no ${name}`];
  });

/** Policy keys of the assumptions that do not exist. */
export const wrongKeys = (assumptions: string, keys: ReadonlySet<string>): Finding[] =>
  [...assumptions.matchAll(/`((?:intake|review|catalog|contracts)\.\w+)`/g)]
    .map(([, key = '']) => key)
    .filter((key) => !keys.has(key))
    .map((key) => `there is no policy key ${key}`);
