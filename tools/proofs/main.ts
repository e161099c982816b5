import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parsedArgs, runCommand } from '../command-line.js';
import { REPOSITORY } from '../gen/places.js';
import { annotationsOf, specsOf } from './annotations.js';
import { documentOf, faultsOf, isProven, type Evidence } from './document.js';
import { killsOf, withRun, type KillsByRow, type MutationReport } from './kills.js';
import { openRowsOf, sectionsOf } from './rows.js';

const USAGE = `npm run coverage:domain                        writes docs/coverage-domain.md, and takes proven rows off the open ones
npm run coverage:domain -- --report FILE       first takes over what a run of mutants killed (npm run mutation)
npm run coverage:domain -- --check             changes nothing; fails on an empty row, or when the page does not fit`;

const DOCUMENT = 'docs/coverage-domain.md';
const OPEN = 'docs/domain/rows.open.txt';
const KILLS = 'docs/domain/rows.killed.json';

const read = (file: string): string => readFileSync(path.join(REPOSITORY, file), 'utf8');
const write = (file: string, text: string): void => writeFileSync(path.join(REPOSITORY, file), text);

function evidenceNow(kills: KillsByRow): { readonly evidence: Evidence; readonly faults: readonly string[] } {
  const { found, faults } = annotationsOf(REPOSITORY, specsOf(REPOSITORY));
  const sections = sectionsOf(read('docs/domain/rows.yaml'), read('docs/domain/rulings.md'));
  return { evidence: { sections, annotations: found, kills, open: openRowsOf(read(OPEN)) }, faults };
}

/** Rows that are proven are no longer open; comments stay. No row is ever added. */
function withoutProven(evidence: Evidence): string {
  const lines = read(OPEN).split('\n');
  return lines.filter((line) => line.startsWith('#') || !isProven(evidence, line)).join('\n');
}

interface Options {
  readonly check: boolean;
  readonly report: string | undefined;
}

function options(args: readonly string[]): Options | 'help' {
  const { values } = parsedArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      report: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  return { check: values.check, report: values.report };
}

function run({ check, report }: Options): number {
  const known = existsSync(path.join(REPOSITORY, KILLS)) ? (JSON.parse(read(KILLS)) as KillsByRow) : {};
  const begun = evidenceNow(known);
  let { evidence } = begun;
  let faults: readonly string[] = [...begun.faults];
  if (check) {
    faults = [...faults, ...faultsOf(evidence)];
    const isFitting = existsSync(path.join(REPOSITORY, DOCUMENT)) && read(DOCUMENT) === documentOf(evidence);
    if (!isFitting) faults = [...faults, `${DOCUMENT} is not up to date: npm run coverage:domain`];
  } else {
    if (report !== undefined) {
      const reported = JSON.parse(readFileSync(report, 'utf8')) as MutationReport;
      const kills = withRun(known, killsOf(evidence.annotations, reported));
      write(KILLS, `${JSON.stringify(kills, undefined, 2)}\n`);
      evidence = { ...evidence, kills };
    }
    write(OPEN, withoutProven(evidence));
    evidence = { ...evidence, open: openRowsOf(read(OPEN)) };
    faults = [...faults, ...faultsOf(evidence)];
    write(DOCUMENT, documentOf(evidence));
  }
  for (const fault of faults) console.error(fault);
  const rows = evidence.sections.flatMap((section) => section.rows);
  console.log(`${rows.filter(({ id }) => isProven(evidence, id)).length} of ${rows.length} rows are proven`);
  return faults.length > 0 ? 1 : 0;
}

await runCommand({ usage: USAGE, options, run: (asked) => Promise.resolve(run(asked)) });
