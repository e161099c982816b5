import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent } from '#common/aggregates/aggregate-type.js';
import { REQUEST } from '#common/aggregates/erasure/erasure.js';
import { withValueAt } from '#common/aggregates/history-chain/hash-chain.js';
import { verifyAuditTrails, wholeHistories } from '#common/aggregates/verify-histories.js';
import { ANCHORS } from '#common/audit/anchor.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { own } from '#common/kernel/own.js';
import { aggregatesOf, type ServiceMap } from '#common/service/service-map.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { recordAccess } from './operator.js';
import { withStore } from './stores.js';

/** The format of an export. `tools/audit/verify-export.mjs` describes it, and reads no other. */
const FORMAT = 'digital-service-audit/2';
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

/** Event type → paths, as digests name them, whose values stay in the store. */
type Withheld = Readonly<Record<string, readonly string[]>>;

function withheldOf(type: AggregateType<object, DomainEvent>, withPersonalData: boolean): Withheld {
  const declared = Object.entries((withPersonalData ? type.neverExported : type.personal) ?? {});
  return Object.fromEntries(
    declared.map(([event, paths = []]) => [event, paths.map((path) => path.replaceAll('.', '/'))]),
  );
}

/** By collection. Votes are withheld always, other declared personal data unless it was asked for. */
export const withheldFrom = (map: ServiceMap, withPersonalData: boolean): Readonly<Record<string, Withheld>> =>
  Object.fromEntries(
    aggregatesOf(map)
      .map(([type]) => type as unknown as AggregateType<object, DomainEvent>)
      .map((type) => [type.collection, withheldOf(type, withPersonalData)] as const)
      .filter(([, withheld]) => Object.keys(withheld).length > 0),
  );

/**
 * The event as an export shows it: without the values that are withheld, and with no salt by which they could be tried.
 * The digest of a request never has its salt: an auditor has no request to compare.
 * @throws Error for an event of before ADR 0032 whose unsalted hash of the request tells what is withheld
 */
export function exportedEvent(event: StoredEvent, withheld: Withheld): object {
  const declared = own(withheld, event.type) ?? [];
  const paths = Object.keys(event.digests ?? {}).filter((path) => path === REQUEST || declared.includes(path));
  const values = paths.filter((path) => path !== REQUEST);
  if (values.length > 0 && event.requestHash !== undefined) {
    throw new Error(`Event ${event.id} has an unsalted hash of its request, which tells ${values.join(', ')}.`);
  }
  const digests = Object.entries(event.digests ?? {}).map(([path, entry]) => {
    // What is erased is gone, which is more than withheld.
    const isErased = entry.salt === '';
    return [path, paths.includes(path) && !isErased ? { digest: entry.digest, withheld: true } : entry] as const;
  });
  const shown = values.reduce<unknown>((rest, path) => withValueAt(rest, path.split('/'), null), event) as StoredEvent;
  return digests.length === 0 ? shown : { ...shown, digests: Object.fromEntries(digests) };
}

export interface ExportOptions {
  readonly withPersonalData?: boolean;
}

/** Never overwrites a file, and leaves none when it fails. @returns the number of histories written */
export async function exportAudit(
  db: mongoose.mongo.Db,
  map: ServiceMap,
  file: string,
  options: ExportOptions = {},
): Promise<number> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const done = finished(out);
  done.catch(() => undefined);
  await once(out, 'open');
  try {
    const histories = await writeHistories(db, map, options, { out, done });
    out.end();
    await done;
    return histories;
  } catch (error) {
    out.destroy();
    await rm(file, { force: true });
    throw error;
  }
}

interface ExportFile {
  readonly out: WriteStream;
  readonly done: Promise<void>;
}

async function writeHistories(
  db: mongoose.mongo.Db,
  map: ServiceMap,
  { withPersonalData = false }: ExportOptions,
  { out, done }: ExportFile,
): Promise<number> {
  const write = async (line: object): Promise<void> => {
    if (!out.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(out, 'drain'), done]);
  };
  const exported = progressOf(map.service, 'written');
  const withheld = withheldFrom(map, withPersonalData);
  const { service } = map;
  await write({ kind: 'export', format: FORMAT, service, at: new Date().toISOString(), withPersonalData, withheld });
  let histories = 0;
  for (const collection of collectionsOf(map)) {
    const values = own(withheld, collection) ?? {};
    for await (const history of wholeHistories(db, collection)) {
      const events = history.events.map((event) => exportedEvent(event, values));
      await write({ kind: 'history', ...history, events });
      histories++;
      exported(histories);
    }
  }
  await write({ kind: 'end', histories });
  return histories;
}

interface ExportCommand extends ExportOptions {
  readonly dryRun: boolean;
  readonly json: boolean;
}

async function writeExport(map: ServiceMap, file: string, command: ExportCommand): Promise<number> {
  const { dryRun, json, withPersonalData = false } = command;
  if (dryRun) {
    console.log(`would write ${collectionsOf(map).join(', ')} of ${map.service} to ${file}`);
    return 0;
  }
  recordAccess({
    what: 'EXPORT',
    operation: withPersonalData ? 'audit export --with-personal-data' : 'audit export',
    ids: [map.service],
    by: undefined,
  });
  const histories = await withStore(map.service, (db) => exportAudit(db, map, file, { withPersonalData }));
  console.log(json ? JSON.stringify({ file, histories }) : `${map.service}: ${histories} histories in ${file}`);
  return 0;
}

export const audit: OpsCommand = {
  usage: `  audit verify [--service S]
                    walks the hash chain of every history, archived events included; exit code 1 when one is broken
  audit export --service S --out FILE [--with-personal-data]
                    writes every history and the anchors as JSON lines, for tools/audit/verify-export.mjs; without
                    votes, and without other personal data unless it is asked for
                    (MONGO_URL, or MONGO_URL_INTAKE and so on)`,

  async run(args) {
    const { values, positionals } = readArgs(args, {
      service: { type: 'string' },
      out: { type: 'string' },
      'with-personal-data': { type: 'boolean', default: false },
    });
    const { service, out, json, 'dry-run': dryRun, 'with-personal-data': withPersonalData } = values;
    const [word] = positionals;
    if (word === 'verify') return verify(service === undefined ? SERVICES : [serviceOf(service)], json);
    if (word !== 'export') throw new WrongUsage('audit verify, or audit export --service S --out FILE');
    if (service === undefined || out === undefined) throw new WrongUsage('audit export needs --service and --out.');
    return writeExport(serviceOf(service), out, { dryRun, json, withPersonalData });
  },
};
