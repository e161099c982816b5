import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parsedArgs, runCommand } from '../command-line.js';
import { REPOSITORY } from '../gen/places.js';
import { faultsOf, isProven, type Evidence } from './document.js';
import { coveragePage, evidenceNow, KILLS, OPEN, PAGE, read } from './evidence.js';
import { killsOf, withRun, type MutationReport } from './kills.js';
import { openRowsOf } from './rows.js';

const USAGE = `npm run coverage:domain                        writes docs/coverage-domain.md, and takes proven rows off the open ones
npm run coverage:domain -- --report FILE       first takes over what a run of mutants killed (npm run mutation)
npm run coverage:domain -- --check             changes nothing; fails on an empty row, or when the page does not fit`;

const write = (file: string, text: string): void => writeFileSync(path.join(REPOSITORY, file), text);

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

/** Takes over what a run of mutants killed, takes proven rows off the open ones, and writes the page. */
function updated(evidence: Evidence, report: string | undefined): Evidence {
  const kills =
    report === undefined
      ? evidence.kills
      : withRun(
          evidence.kills,
          killsOf(evidence.annotations, JSON.parse(readFileSync(report, 'utf8')) as MutationReport),
        );
  write(KILLS, `${JSON.stringify(kills, undefined, 2)}\n`);
  write(OPEN, withoutProven({ ...evidence, kills }));
  const now = { ...evidence, kills, open: openRowsOf(read(OPEN)) };
  write(PAGE, coveragePage(now).wanted);
  return now;
}

function run({ check, report }: Options): number {
  const { evidence: begun, faults } = evidenceNow();
  const evidence = check ? begun : updated(begun, report);
  const { found, wanted } = coveragePage(evidence);
  const all = [
    ...faults,
    ...faultsOf(evidence),
    ...(found === wanted ? [] : [`${PAGE} is not up to date: npm run gen`]),
  ];
  for (const fault of all) console.error(fault);
  const rows = evidence.sections.flatMap((section) => section.rows);
  console.log(`${rows.filter(({ id }) => isProven(evidence, id)).length} of ${rows.length} rows are proven`);
  return all.length > 0 ? 1 : 0;
}

await runCommand({ usage: USAGE, options, run: (asked) => Promise.resolve(run(asked)) });
