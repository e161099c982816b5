import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runCommand } from '../command-line.js';
import { REPOSITORY } from '../gen/places.js';
import { annotationsOf, specsOf, type Annotation } from '../proofs/annotations.js';
import type { MutationReport } from '../proofs/kills.js';
import { mutationOptions, USAGE, type MutationOptions } from './options.js';
import { brokenOf, percentOf, scoreOf, survivorsPage } from './survivors.js';
import { sourcesOf, TARGETS } from './targets.js';
import { partsOf, rangeOf, thirdOf, type Part } from './thirds.js';

const RUNS_OF_A_PROPERTY = '50';
const LEAST_PERCENT = 85;
/** Stryker copies the rest into a sandbox for each worker. */
const LEFT_OUT = ['/dist', '/.git', '/findings', '/interfaces', '/chaos-logs', '/coverage', '/docs'];

/** Files and ranges that Stryker mutates. @throws Error when there are none */
function mutateOf(
  { target, third, rows, only }: MutationOptions,
  annotations: readonly Annotation[],
): readonly string[] {
  const files = sourcesOf(TARGETS[target], REPOSITORY, only, rows);
  if (files.length === 0) throw new Error(`No source of ${target} has "${only}" in its path.`);
  if (third === undefined && !rows) return files;
  const parts = files.flatMap((file) => partsOf(file, readFileSync(path.join(REPOSITORY, file), 'utf8')));
  const named = rows ? parts.filter(isNamedBy(annotations)) : parts;
  if (named.length === 0) throw new Error(`No test of a row names a function of ${target}.`);
  return (third === undefined ? named : thirdOf(named, third)).map(rangeOf);
}

/** Whether a test of a row names what a part declares. */
const isNamedBy =
  (annotations: readonly Annotation[]) =>
  ({ file, names }: Part): boolean =>
    annotations.some(({ decider }) => decider.file === file && names.includes(decider.name));

/** What a run of the rows asks: other specs prove nothing of these files, and the long walks are among them. */
const namingSpecs = (annotations: readonly Annotation[], only: string): string =>
  [...new Set(annotations.flatMap(({ spec, decider }) => (decider.file.includes(only) ? [spec] : [])))].join(',');

/** @throws Error when it does not end in order */
function command(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: REPOSITORY, env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${path.basename(file)} ended with code ${code}.`)),
    );
  });
}

async function run(options: MutationOptions): Promise<number> {
  const { target, third, rows, only, workers } = options;
  const begun = Date.now();
  const folder = path.join(REPOSITORY, 'coverage/mutation');
  // A run of the rows is no measure of a service, and must not stand where one does.
  const report = path.join(folder, `${target}${rows ? '-rows' : ''}.json`);
  const config = path.join(folder, `${target}.config.json`);
  mkdirSync(folder, { recursive: true });
  const annotations = rows ? annotationsOf(REPOSITORY, specsOf(REPOSITORY)).found : [];
  const mutate = mutateOf(options, annotations);
  writeFileSync(
    config,
    JSON.stringify({
      packageManager: 'npm',
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      vitest: { configFile: 'tools/mutation/vitest.config.ts' },
      mutate,
      coverageAnalysis: 'perTest',
      // Of the rows, all tests that notice a mutant, not only the first: each is asked for its own. A score needs one.
      disableBail: rows,
      concurrency: workers,
      reporters: ['json', 'progress-append-only'],
      jsonReporter: { fileName: report },
      tempDirName: 'coverage/mutation/sandbox',
      ignorePatterns: LEFT_OUT,
      allowEmpty: false,
    }),
  );
  const env = {
    ...process.env,
    MUTATION_TARGET: target,
    MUTATION_SPECS: namingSpecs(annotations, only),
    PROPERTY_RUNS: RUNS_OF_A_PROPERTY,
    PROPERTY_SEED: '1',
  };
  await command('node_modules/@stryker-mutator/core/bin/stryker.js', ['run', config], env);
  rmSync(config);
  const read = JSON.parse(readFileSync(report, 'utf8')) as MutationReport;
  const score = scoreOf(read);
  const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
  const part = third === undefined ? '' : `, a third (seed ${third})`;
  const facts = [
    `${score.detected} of ${score.detected + score.undetected} mutants were noticed: ${percentOf(score)} %`,
    `${brokenOf(read)} more broke a spec before its first test, and are not counted`,
    `${minutes} minutes, ${workers} at a time, ${RUNS_OF_A_PROPERTY} runs of each property at most, seed 1`,
  ];
  if (only === '' && !rows) {
    const day = new Date().toISOString().slice(0, 10);
    const page = path.join(REPOSITORY, `docs/reliability/runs/${day}-mutants-${target}.md`);
    const text = survivorsPage(read, `Mutants of ${target}${part}`, facts);
    writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }));
  }
  for (const fact of facts) console.log(fact);
  if (rows) {
    await command('dist/tools/proofs/main.js', ['--report', report], process.env).catch((error: unknown) =>
      console.error((error as Error).message),
    );
  }
  return rows || Number(percentOf(score)) >= LEAST_PERCENT ? 0 : 1;
}

await runCommand({ usage: USAGE, options: mutationOptions, run });
