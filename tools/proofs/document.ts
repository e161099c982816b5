import path from 'node:path';
import type { Annotation } from './annotations.js';
import { keyOf, type KillsByRow } from './kills.js';
import type { Row, Section } from './rows.js';

export interface Evidence {
  readonly sections: readonly Section[];
  readonly annotations: readonly Annotation[];
  readonly kills: KillsByRow;
  readonly open: readonly string[];
}

const RECORD = 'docs/adr/0057-rows-are-proven.md';

const ofRow = ({ annotations }: Evidence, id: string): readonly Annotation[] =>
  annotations.filter(({ row }) => row === id);

/** What its tests killed in the functions that they name today. */
const killsOfRow = (evidence: Evidence, id: string) =>
  [...new Set(ofRow(evidence, id).map(keyOf))].flatMap((key) => {
    const kills = evidence.kills[id]?.[key];
    return kills === undefined ? [] : [kills];
  });

/** A row counts when a test names it and killed a mutant in the function that decides it. */
export const isProven = (evidence: Evidence, id: string): boolean =>
  killsOfRow(evidence, id).some(({ killed }) => killed > 0);

/** What is wrong, one line each: where, what, what to do. */
export function faultsOf(evidence: Evidence): readonly string[] {
  const { sections, annotations, open } = evidence;
  const ids = sections.flatMap(({ rows }) => rows.map(({ id }) => id));
  const twice = open.filter((id, i) => open.indexOf(id) !== i);
  return [
    ...annotations
      .filter(({ row }) => !ids.includes(row))
      .map(({ row, spec, from }) => `${spec}:${from}: ${row} is no row of docs/domain/rows.yaml and no ruling.`),
    ...open.filter((id) => !ids.includes(id)).map((id) => `docs/domain/rows.open.txt: ${id} is no row: take it off.`),
    ...twice.map((id) => `docs/domain/rows.open.txt: ${id} is there twice.`),
    ...ids
      .filter((id) => isProven(evidence, id) && open.includes(id))
      .map((id) => `docs/domain/rows.open.txt: ${id} is proven: npm run coverage:domain takes it off.`),
    ...ids
      .filter((id) => !isProven(evidence, id) && !open.includes(id))
      .map((id) => `${id} is empty: no test proves it and killed a mutant in its function (npm run mutation).`),
  ];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/([<>*_])/g, '\\$1');

function line(evidence: Evidence, { id, text }: Row): string {
  const annotations = ofRow(evidence, id);
  const kills = killsOfRow(evidence, id);
  const functions = [
    ...new Set(annotations.map(({ decider }) => `\`${decider.name}\` (${path.basename(decider.file)})`)),
  ];
  const tests = annotations.map(({ spec, title }) => `[${path.basename(spec)}](../${spec}): ${cell(title)}`);
  const killed = kills.reduce((sum, one) => sum + one.killed, 0);
  const of = kills.reduce((sum, one) => sum + one.of, 0);
  const shown = kills.length > 0 ? `${killed} of ${of}` : annotations.length > 0 ? 'not shown yet' : '**open**';
  return `| ${id} | ${cell(text)} | ${functions.join('<br>')} | ${[...new Set(tests)].join('<br>')} | ${shown} |`;
}

/** docs/coverage-domain.md. Columns are not aligned: one row that changes is one line that changes. */
export function documentOf(evidence: Evidence): string {
  const { sections } = evidence;
  const proven = ({ rows }: Section): number => rows.filter(({ id }) => isProven(evidence, id)).length;
  const count = (of: (section: Section) => number): number => sections.reduce((sum, one) => sum + of(one), 0);
  return [
    '# Rows of the rules and their tests',
    '',
    '`npm run gen` writes this page; nobody edits it. A row counts when a test that names it passed and, in the run of',
    'mutants, killed one in the function that decides it. The rows are in',
    '[domain/rows.yaml](domain/rows.yaml), those still open in [domain/rows.open.txt](domain/rows.open.txt), the kills in',
    `[domain/rows.killed.json](domain/rows.killed.json) ([ADR 0057](${path.relative('docs', RECORD)})).`,
    '',
    `**${count(proven)} of ${count(({ rows }) => rows.length)} rows are proven.**`,
    ...sections.flatMap((section) => [
      '',
      `## ${section.title}`,
      '',
      `${proven(section)} of ${section.rows.length}.`,
      '',
      '| row | what | decided by | proven by | mutants killed |',
      '| --- | --- | --- | --- | --- |',
      ...section.rows.map((row) => line(evidence, row)),
    ]),
    '',
  ].join('\n');
}
