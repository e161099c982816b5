import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type mongoose from 'mongoose';
import { verifyAuditTrails, wholeHistories } from '#common/aggregates/verify-histories.js';
import { ANCHORS } from '#common/audit/anchor.js';
import { aggregatesOf, type ServiceMap } from '#common/service/service-map.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { recordAccess } from './operator.js';
import { withStore } from './stores.js';

/** The format of an export. `tools/audit/verify-export.mjs` describes it, and reads no other. */
const FORMAT = 'digital-service-audit/1';
const REPORT_EVERY = 10_000;

/** Anchors come last, after the histories they cover. */
const collectionsOf = (map: ServiceMap): string[] => [
  ...aggregatesOf(map)
    .map(([{ collection }]) => collection)
    .filter((collection) => collection !== ANCHORS)
    .sort(),
  ANCHORS,
];

const progressOf = (service: string, what: string) => (count: number) => {
  if (count % REPORT_EVERY === 0) console.error(`${service}: ${count.toLocaleString('en')} histories ${what}`);
};

function serviceOf(name: string): ServiceMap {
  const map = SERVICES.find(({ service }) => service === name);
  if (map === undefined) throw new WrongUsage(`--service is one of ${SERVICES.map((one) => one.service).join(', ')}.`);
  return map;
}

async function verify(maps: readonly ServiceMap[], json: boolean): Promise<number> {
  const reports: Record<string, Awaited<ReturnType<typeof verifyAuditTrails>>> = {};
  for (const map of maps) {
    const walked = progressOf(map.service, 'walked');
    const report = await withStore(map.service, (db) => verifyAuditTrails(db, collectionsOf(map), walked));
    reports[map.service] = report;
    if (json) continue;
    console.log(`${map.service}: ${report.checked} histories walked, ${report.invalid.length} broken`);
    for (const { collection, id, eventId, why } of report.invalid)
      console.log(`  ${collection} ${id}: event ${eventId}: ${why}`);
  }
  const all = Object.values(reports);
  const checked = all.reduce((sum, report) => sum + report.checked, 0);
  const invalid = all.reduce((sum, report) => sum + report.invalid.length, 0);
  if (json) console.log(JSON.stringify({ checked, invalid, services: reports }));
  return invalid === 0 ? 0 : 1;
}

/** Never overwrites a file. @returns the number of histories written */
export async function exportAudit(db: mongoose.mongo.Db, map: ServiceMap, file: string): Promise<number> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const done = finished(out);
  done.catch(() => undefined);
  const write = async (line: object): Promise<void> => {
    if (!out.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(out, 'drain'), done]);
  };
  const exported = progressOf(map.service, 'written');
  await write({ kind: 'export', format: FORMAT, service: map.service, at: new Date().toISOString() });
  let histories = 0;
  for (const collection of collectionsOf(map)) {
    for await (const history of wholeHistories(db, collection)) {
      await write({ kind: 'history', ...history });
      histories++;
      exported(histories);
    }
  }
  await write({ kind: 'end', histories });
  out.end();
  await done;
  return histories;
}

async function writeExport(map: ServiceMap, file: string, dryRun: boolean, json: boolean): Promise<number> {
  if (dryRun) {
    console.log(`would write ${collectionsOf(map).join(', ')} of ${map.service} to ${file}`);
    return 0;
  }
  recordAccess({ what: 'EXPORT', operation: 'audit export', ids: [map.service], by: undefined });
  const histories = await withStore(map.service, (db) => exportAudit(db, map, file));
  console.log(json ? JSON.stringify({ file, histories }) : `${map.service}: ${histories} histories in ${file}`);
  return 0;
}

export const audit: OpsCommand = {
  usage: `  audit verify [--service S]
                    walks the hash chain of every history, archived events included; exit code 1 when one is broken
  audit export --service S --out FILE
                    writes every history and the anchors as JSON lines, for tools/audit/verify-export.mjs; they hold
                    personal data that has not been erased
                    (MONGO_URL, or MONGO_URL_INTAKE and so on)`,

  async run(args) {
    const { values, positionals } = readArgs(args, { service: { type: 'string' }, out: { type: 'string' } });
    const { service, out, json, 'dry-run': dryRun } = values;
    const [word] = positionals;
    if (word === 'verify') return verify(service === undefined ? SERVICES : [serviceOf(service)], json);
    if (word !== 'export') throw new WrongUsage('audit verify, or audit export --service S --out FILE');
    if (service === undefined || out === undefined) throw new WrongUsage('audit export needs --service and --out.');
    return writeExport(serviceOf(service), out, dryRun, json);
  },
};
