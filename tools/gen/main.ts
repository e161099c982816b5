import 'reflect-metadata';
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
import { REPOSITORY } from './places.js';

const HELP = `npm run gen                 writes interfaces/: asyncapi.yaml, schemas/ and openapi/, from the code
npm run gen -- --check      changes nothing; fails when interfaces/ is not up to date, when a released event is broken,
                            or when an event is defined that nobody publishes
npm run gen -- --release    records the events as they are now in interfaces/released/; refused when one is broken`;

const INTERFACES = path.join(REPOSITORY, 'interfaces');

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
  return [...stale.map((file) => `interfaces/${file} is not up to date: npm run gen`), ...(await faults())];
}

async function write(): Promise<readonly string[]> {
  const changed = await writeFiles(INTERFACES, await generatedFiles(SERVICES));
  for (const file of changed) console.log(`interfaces/${file}`);
  console.log(`${changed.length} files changed`);
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
