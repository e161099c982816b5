import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type mongoose from 'mongoose';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { REQUEST } from '#common/aggregates/erasure/erasure.js';
import { withValueAt } from '#common/aggregates/history-chain/hash-chain.js';
import { foldOf } from '#common/aggregates/history-chain/state-digest.js';
import { exportedDocument, type Withheld } from '#common/aggregates/verification/exported-document.js';
import type { AnyType } from '#common/aggregates/verification/check-document.js';
import { verifyDocuments, type DocumentsReport } from '#common/aggregates/verification/verify-documents.js';
import {
  verifyAuditTrails,
  wholeHistories,
  type AuditReport,
  type Broken,
  type History,
} from '#common/aggregates/verification/verify-histories.js';
import { ANCHORS } from '#common/audit/anchor.js';
import { verifyTrails } from '#common/audit/verify-trails.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { derivedId } from '#common/kernel/ids.js';
import { own } from '#common/kernel/own.js';
import { knownEventKeys } from '#common/service/event-key-settings.js';
import { typesOf, type ServiceMap } from '#common/service/service-map.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { intentOf, recordAccess, storesOf } from './operator.js';
import { withStore } from './stores.js';

/** The format of an export. `tools/audit/verify-export.mjs` describes it, and reads no other. */
const FORMAT = 'digital-service-audit/2';
const REPORT_EVERY = 10_000;

/** Anchors come last, after the histories they cover. */
function orderedTypes(map: ServiceMap): readonly AnyType[] {
  const place = ({ collection }: AnyType): string => (collection === ANCHORS ? '~' : collection);
  return typesOf(map).toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

const progressOf = (service: string, what: string) => (count: number) => {
  if (count % REPORT_EVERY === 0) console.error(`${service}: ${count.toLocaleString('en')} histories ${what}`);
};

function serviceOf(name: string): ServiceMap {
  const map = SERVICES.find(({ service }) => service === name);
  if (map === undefined) throw new WrongUsage(`--service is one of ${SERVICES.map((one) => one.service).join(', ')}.`);
  return map;
}

const inWords = ({ collection, id, path, why, eventId }: Broken): string =>
  `  ${[collection, id, ...(path === '' ? [] : [path])].join(' ')}: ${eventId === undefined ? '' : `event ${eventId}: `}${why}`;

interface Verified extends AuditReport {
  readonly documents?: DocumentsReport;
}

async function verifyService(map: ServiceMap, withDocuments: boolean): Promise<Verified> {
  const keys = await knownEventKeys(process.env);
  const types = orderedTypes(map);
  return withStore(map.service, async (db) => {
    const trails = await verifyTrails({ service: map.service, db, types, keys }, progressOf(map.service, 'walked'));
    if (!withDocuments) return trails;
    const documents = await verifyDocuments(db, types);
    return { ...trails, invalid: [...trails.invalid, ...documents.invalid], documents };
  });
}

async function verify(maps: readonly ServiceMap[], withDocuments: boolean, json: boolean): Promise<number> {
  const reports: Record<string, Verified> = {};
  for (const map of maps) {
    const report = await verifyService(map, withDocuments);
    reports[map.service] = report;
    if (json) continue;
    const { checked, outdated, invalid, documents } = report;
    console.log(`${map.service}: ${checked} histories walked, ${invalid.length} broken`);
    if (documents !== undefined) console.log(`${map.service}: ${documents.hashed} documents hashed`);
    if (outdated > 0) console.log(`${map.service}: ${outdated} of an older fold, for \`audit refold\``);
    for (const broken of invalid) console.log(inWords(broken));
  }
  const all = Object.values(reports);
  const checked = all.reduce((sum, report) => sum + report.checked, 0);
  const invalid = all.reduce((sum, report) => sum + report.invalid.length, 0);
  if (json) console.log(JSON.stringify({ checked, invalid, services: reports }));
  return invalid === 0 ? 0 : 1;
}

/**
 * Folds what an older fold made, where the store holds what its last save left.
 * @returns how many were found, and how many of them were folded, or would be: one may have moved on since it was read
 */
export async function refoldAll(
  db: mongoose.mongo.Db,
  types: readonly AnyType[],
  { dryRun, as }: { readonly dryRun: boolean; readonly as: string | undefined },
): Promise<{ readonly outdated: number; readonly refolded: number; readonly invalid: readonly Broken[] }> {
  const stores = await storesOf(db);
  const invalid: Broken[] = [];
  let [outdated, refolded] = [0, 0];
  for (const type of types) {
    const report = await verifyAuditTrails(db, [type]);
    invalid.push(...report.invalid.filter(({ why }) => why !== NO_DIGEST));
    if (report.outdated === 0) continue;
    const altered = new Set(invalid.map(({ id }) => id));
    const store = new AggregateStore(type, stores);
    for await (const { id, events, document } of wholeHistories(db, type.collection)) {
      if (altered.has(id)) continue;
      const fold = events.findLast(({ stateDigest }) => stateDigest !== undefined)?.stateDigest?.fold;
      if (fold === foldOf(type)) continue;
      outdated++;
      const { operation: _, ...intent } = intentOf('refold', as);
      const cause = derivedId('refold', id, String(document.version), String(foldOf(type)));
      const done =
        dryRun || (await store.refold({ ...intent, id, causationId: cause, expectedVersion: document.version }));
      if (done) refolded++;
    }
  }
  return { outdated, refolded, invalid };
}

/** What a document from before digests lacks; a refold gives it one. */
const NO_DIGEST = 'its last save left no digest';

async function refold(
  maps: readonly ServiceMap[],
  { dryRun, json, as }: { readonly dryRun: boolean; readonly json: boolean; readonly as: string | undefined },
): Promise<number> {
  let broken = 0;
  for (const map of maps) {
    const { refolded, invalid } = await withStore(map.service, (db) =>
      refoldAll(db, orderedTypes(map), { dryRun, as }),
    );
    broken += invalid.length;
    if (json) console.log(JSON.stringify({ service: map.service, refolded, invalid }));
    else
      console.log(
        `${map.service}: ${refolded} ${dryRun ? 'would be folded' : 'folded'} again, ${invalid.length} broken`,
      );
    if (!json) for (const one of invalid) console.log(inWords(one));
  }
  return broken === 0 ? 0 : 1;
}

function withheldOf(type: AnyType, withPersonalData: boolean): Withheld {
  const declared = Object.entries((withPersonalData ? type.neverExported : type.personal) ?? {});
  return Object.fromEntries(
    declared.map(([event, paths = []]) => [event, paths.map((path) => path.replaceAll('.', '/'))]),
  );
}

/** By collection. Votes are withheld always, other declared personal data unless it was asked for. */
export const withheldFrom = (map: ServiceMap, withPersonalData: boolean): Readonly<Record<string, Withheld>> =>
  Object.fromEntries(
    typesOf(map)
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
  const { stateDigest } = event;
  return {
    ...shown,
    ...(digests.length > 0 && { digests: Object.fromEntries(digests) }),
    // With the salt of the whole state, members that are withheld could be tried.
    ...(stateDigest !== undefined && { stateDigest: { ...stateDigest, salt: '' } }),
  };
}

/**
 * The line of one history.
 * @throws Error that names the history, where an alteration of the store left nothing to make it from
 */
export function exportedHistory(type: AnyType, history: History, withheld: Withheld): object {
  const { collection, id } = history;
  try {
    const events = history.events.map((event) => exportedEvent(event, withheld));
    return { kind: 'history', collection, id, events, document: exportedDocument(type, history, withheld) };
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(`${collection} ${id} cannot be exported: ${why} \`audit verify\` says what was altered.`, {
      cause: error,
    });
  }
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
  for (const type of orderedTypes(map)) {
    const values = own(withheld, type.collection) ?? {};
    for await (const history of wholeHistories(db, type.collection)) {
      await write(exportedHistory(type, history, values));
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
    const collections = orderedTypes(map).map(({ collection }) => collection);
    console.log(`would write ${collections.join(', ')} of ${map.service} to ${file}`);
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
  usage: `  audit verify [--service S] [--documents]
                    walks every history, archived events included, and compares it with what its document holds and
                    with the anchors in the store; exit code 1 when one is broken
                    --documents: also hashes every file again
                    EVENT_KEYS_FILE: the public keys by which anchors are believed; AUTH=dev does without
  audit refold [--service S] [--as NAME]
                    after a change of a fold: makes the states again from their histories, and says so in each
  audit export --service S --out FILE [--with-personal-data]
                    writes every history and the anchors as JSON lines, for tools/audit/verify-export.mjs; without
                    votes, and without other personal data unless it is asked for
                    (MONGO_URL, or MONGO_URL_INTAKE and so on)`,

  async run(args) {
    const { values, positionals } = readArgs(args, {
      service: { type: 'string' },
      out: { type: 'string' },
      documents: { type: 'boolean', default: false },
      as: { type: 'string' },
      'with-personal-data': { type: 'boolean', default: false },
    });
    const { service, out, documents, as, json, 'dry-run': dryRun, 'with-personal-data': withPersonalData } = values;
    const [word] = positionals;
    const maps = service === undefined ? SERVICES : [serviceOf(service)];
    if (word === 'verify') return verify(maps, documents, json);
    if (word === 'refold') return refold(maps, { dryRun, json, as });
    if (word !== 'export') throw new WrongUsage('audit verify, audit refold, or audit export --service S --out FILE');
    if (service === undefined || out === undefined) throw new WrongUsage('audit export needs --service and --out.');
    return writeExport(serviceOf(service), out, { dryRun, json, withPersonalData });
  },
};
