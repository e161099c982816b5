// `npm run prose`: banned phrases in comments, strings and documents, and comment lines that are too wide. One line per
// finding, as file:line. Exit code 1 when there is one. `npm run prose -- FILE …` looks at these files only.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const COLUMNS_MAX = 120;
const CODE = /\.(ts|mjs|cjs)$/;
const HASH_COMMENTS = /\.ya?ml$|(^|\/)Dockerfile$|^\.ci\/run$/;

/** A phrase and what to write instead, from the committed list. */
export function phrasesOf(text) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, phrase, instead] = /^(.+?): (.+)$/.exec(line) ?? [];
      if (phrase === undefined) throw new Error(`"${line}": a phrase, a colon, and what to write instead.`);
      return { phrase, instead };
    });
}

/** Longer phrases first, so that one place is one finding. A phrase may run over a line break. */
function matcherOf(phrases) {
  const escaped = phrases
    .map(({ phrase }) => phrase)
    .toSorted((a, b) => b.length - a.length)
    .map((phrase) => phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .map((phrase) => phrase.replaceAll("'", "['’]").replaceAll(/\s+/g, String.raw`\s+`));
  return new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${escaped.join('|')})(?![\p{L}\p{N}_-])`, 'giu');
}

const blank = (match) => match.replaceAll(/[^\n]/g, ' ');

/** Marks at the start of a comment line are no part of its sentence. */
const withoutMarks = (comment) => comment.replaceAll(/^[ \t]*(?:\/\*\*?|\/\/+|\*+\/?|#+)/gm, blank);

/** Comments and string literals of a source file, as [from, to] each. */
function spansOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const comments = new Map();
  const strings = [];
  // Comments lie before tokens, and only some of the tokens are nodes.
  const visit = (node) => {
    if (ts.isJSDoc(node)) return;
    if (node.pos !== node.getStart(source))
      for (const range of [
        ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
        ...(ts.getTrailingCommentRanges(text, node.pos) ?? []),
      ])
        comments.set(range.pos, [range.pos, range.end]);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      strings.push([node.getStart(source), node.end]);
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return { comments: [...comments.values()].sort(([a], [b]) => a - b), strings };
}

/** Comments as one text: a sentence may run over several lines of `//`, but not over the code between two comments. */
function commentsOf(text, comments) {
  let prose = '';
  for (const [from, to] of comments) {
    prose += text.slice(prose.length, from).replaceAll(/\S/g, '\0');
    prose += withoutMarks(text.slice(from, to));
  }
  return prose;
}

/** The parts of a file that are prose, with the offset of each. */
function proseOf(file, text, spans) {
  if (spans !== undefined)
    return [[0, commentsOf(text, spans.comments)], ...spans.strings.map(([from, to]) => [from, text.slice(from, to)])];
  if (file.endsWith('.md')) return [[0, text.replaceAll(/(?<!`)`[^`\n]+`(?!`)/g, blank)]];
  if (HASH_COMMENTS.test(file)) return [[0, withoutMarks(text)]];
  return [];
}

const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;

/** @returns what is wrong in one file, in the order of its lines */
export function findingsIn(file, text, phrases) {
  const spans = CODE.test(file) ? spansOf(file, text) : undefined;
  const findings = [];
  const matcher = matcherOf(phrases);
  const insteadOf = new Map(phrases.map(({ phrase, instead }) => [phrase.toLowerCase(), instead]));
  for (const [offset, prose] of proseOf(file, text, spans))
    for (const match of prose.matchAll(matcher)) {
      const phrase = match[0].replaceAll(/\s+/g, ' ').replaceAll('’', "'").toLowerCase();
      const what = `"${phrase}" is a banned phrase; instead: ${insteadOf.get(phrase)}.`;
      findings.push({ line: lineAt(text, offset + match.index), rule: 'phrase', what });
    }
  if (spans !== undefined) {
    const lines = text.split('\n');
    const commented = spans.comments.flatMap(([from, to]) => {
      const first = lineAt(text, from);
      return text
        .slice(from, to)
        .split('\n')
        .map((_, i) => first + i);
    });
    for (const line of new Set(commented)) {
      const columns = [...lines[line - 1]].length;
      if (columns <= COLUMNS_MAX) continue;
      const what = `this comment line has ${columns} columns; ${COLUMNS_MAX} at most.`;
      findings.push({ line, rule: 'width', what });
    }
  }
  return findings.sort((a, b) => a.line - b.line);
}

const root = path.join(import.meta.dirname, '../..');

/** Files of the project, without those that are made from others. */
function filesOf() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((file) => file !== '' && !file.startsWith('interfaces/'));
}

function read(file) {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch (error) {
    // Deleted and not yet committed.
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

if (import.meta.main) {
  const phrases = phrasesOf(read('tools/prose/phrases.txt'));
  const named = process.argv.slice(2);
  const files = named.length > 0 ? named : filesOf();
  let found = 0;
  for (const file of files)
    for (const { line, what } of findingsIn(file, read(file), phrases)) {
      console.log(`${file}:${line}: ${what}`);
      found++;
    }
  console.log(`${files.length} files, ${found} findings`);
  process.exitCode = found > 0 ? 1 : 0;
}
