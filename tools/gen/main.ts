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
} from './contract-files.js';
import { deadEvents } from './definitions.js';
import { REPOSITORY } from './places.js';

const HELP = `npm run gen                 writes contracts/: asyncapi.yaml, schemas/ and openapi/, from the code
npm run gen -- --check      changes nothing; fails when contracts/ is not up to date, when a released event is broken,
                            or when an event is defined that nobody publishes
npm run gen -- --release    records the events as they are now in contracts/released/; refused when one is broken`;

const CONTRACTS = path.join(REPOSITORY, 'contracts');

/** @returns what is wrong with the events, one line each */
async function faults(): Promise<readonly string[]> {
  const broken = contractBreaks(await releasedContract(CONTRACTS), currentContract(SERVICES));
  const dead = await deadEvents(SERVICES);
  return [
    ...broken.map(({ type, path: where, why }) => `${type} ${where}: ${why}. A change like this is a new version.`),
    ...dead.map((type) => `${type} is defined but no aggregate publishes it.`),
  ];
}

async function check(): Promise<readonly string[]> {
  const stale = differences(await generatedFiles(SERVICES), await committedFiles(CONTRACTS));
  return [...stale.map((file) => `contracts/${file} is not up to date: npm run gen`), ...(await faults())];
}

async function write(): Promise<readonly string[]> {
  const changed = await writeFiles(CONTRACTS, await generatedFiles(SERVICES));
  for (const file of changed) console.log(`contracts/${file}`);
  console.log(`${changed.length} files changed`);
  return faults();
}

async function releaseNow(): Promise<readonly string[]> {
  const current = currentContract(SERVICES);
  const found = await faults();
  if (found.length > 0) return found;
  await release(CONTRACTS, current);
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
