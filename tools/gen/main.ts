import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SERVICES } from '../services.js';
import { contractBreaks } from './compatibility.js';
import {
  committedFiles,
  currentContract,
  differences,
  generatedFiles,
  release,
  releasedContract,
  writeFiles,
} from './interface-files.js';
import { deadEvents } from './definitions.js';
import { coveragePage, PAGE } from '../proofs/evidence.js';
import { REPOSITORY } from './places.js';
import { machinesOf, withDiagrams } from './status-diagrams.js';

const HELP = `npm run gen                 writes interfaces/ (asyncapi.yaml, schemas/, openapi/), the status diagrams of
                            docs/domain/process.md and docs/coverage-domain.md, from the code
npm run gen -- --check      changes nothing; fails when interfaces/ is not up to date, when a released event is broken,
                            or when an event is defined that nobody publishes
npm run gen -- --release    records the events as they are now in interfaces/released/; refused when one is broken`;

const INTERFACES = path.join(REPOSITORY, 'interfaces');
const PROCESS = 'docs/domain/process.md';

/** The page of the process as it is, and as its diagrams have to be. */
async function processPage(): Promise<{ readonly found: string; readonly wanted: string }> {
  const found = await readFile(path.join(REPOSITORY, PROCESS), 'utf8');
  return { found, wanted: withDiagrams(found, machinesOf(SERVICES)) };
}

/** @returns what is wrong with the events, one line each */
async function faults(): Promise<readonly string[]> {
  const broken = contractBreaks(await releasedContract(INTERFACES), currentContract(SERVICES));
  const dead = await deadEvents(SERVICES);
  return [
    ...broken.map(({ type, path: where, why }) => `${type} ${where}: ${why}. A change like this is a new version.`),
    ...dead.map((type) => `${type} is defined but no aggregate publishes it.`),
  ];
}

async function check(): Promise<readonly string[]> {
  const stale = differences(await generatedFiles(SERVICES), await committedFiles(INTERFACES));
  const { found, wanted } = await processPage();
  const rows = coveragePage();
  return [
    ...stale.map((file) => `interfaces/${file} is not up to date: npm run gen`),
    ...(found === wanted ? [] : [`${PROCESS} is not up to date: npm run gen`]),
    ...(rows.found === rows.wanted ? [] : [`${PAGE} is not up to date: npm run gen`]),
    ...(await faults()),
  ];
}

async function write(): Promise<readonly string[]> {
  const changed = await writeFiles(INTERFACES, await generatedFiles(SERVICES));
  for (const file of changed) console.log(`interfaces/${file}`);
  const pages = [[PROCESS, await processPage()] as const, [PAGE, coveragePage()] as const];
  const stale = pages.filter(([, { found, wanted }]) => found !== wanted);
  for (const [page, { wanted }] of stale) {
    await writeFile(path.join(REPOSITORY, page), wanted);
    console.log(page);
  }
  console.log(`${changed.length + stale.length} files changed`);
  return faults();
}

async function releaseNow(): Promise<readonly string[]> {
  const current = currentContract(SERVICES);
  const found = await faults();
  if (found.length > 0) return found;
  await release(INTERFACES, current);
  console.log(`${current.schemas.size} event types released`);
  return [];
}

const { values } = parseArgs({
  options: { check: { type: 'boolean' }, release: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help) {
  console.log(HELP);
} else {
  const wrong = await (values.check ? check() : values.release ? releaseNow() : write());
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
