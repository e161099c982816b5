import type mongoose from 'mongoose';
import { EventArchive, type ArchiveRow } from '../archive/event-archive.js';
import type { StoredEvent } from '../../events/stored-event.js';
import { DURABLE } from '../../store/durability.js';
import { checkDocument, type AnchoredHead, type AnyType, type Checked, type WholeDocument } from './check-document.js';

/** Something in the trail of one service that cannot have come about by saves. */
export interface Broken {
  readonly collection: string;
  readonly id: string;
  /** In the document; `archive.…` in its archive. */
  readonly path: string;
  readonly why: string;
  /** The first event that does not hold, where it is one. */
  readonly eventId?: string;
}

export interface AuditReport {
  readonly checked: number;
  /** Documents whose state another version of the fold made; `audit refold` makes it again. */
  readonly outdated: number;
  readonly invalid: readonly Broken[];
}

/** One aggregate, its audit trail whole. */
export interface History {
  readonly collection: string;
  readonly id: string;
  readonly events: readonly StoredEvent[];
  readonly document: WholeDocument;
}

export interface VerifyOptions {
  /** Gets the number of histories after each. */
  readonly onChecked?: ((checked: number) => void) | undefined;
  /** By collection and id, as `headKey` joins them: where anchors say that a history was. */
  readonly anchored?: ReadonlyMap<string, AnchoredHead>;
}

export const headKey = (collection: string, id: string): string => `${collection}|${id}`;

const AT_ONCE = 50;
/** A document that changes while it is read is read again. */
const LOOKS = 3;

type Documents = mongoose.mongo.Collection<WholeDocument>;

export const documentsIn = (db: mongoose.mongo.Db, collection: string): Documents =>
  db.collection<WholeDocument>(collection, DURABLE);

/** Every history of a collection in the order of the ids, archived events included; one is in memory at a time. */
export async function* wholeHistories(db: mongoose.mongo.Db, collection: string): AsyncGenerator<History> {
  const archive = new EventArchive(db, collection);
  const cursor = documentsIn(db, collection).find({}, { sort: { _id: 1 }, batchSize: AT_ONCE });
  for await (const document of cursor) {
    const { _id: id, history, archived } = document;
    const gone = archived === undefined ? [] : await archive.events(id, archived.events);
    // An alteration can have taken the list away: the check of the document says so.
    yield { collection, id, events: [...gone, ...(Array.isArray(history) ? history : [])], document };
  }
}

/**
 * Walks every history of these types, and compares what each document holds with what its history makes: state, claims,
 * sequences, deadline, outbox and archive.
 */
export async function verifyAuditTrails(
  db: mongoose.mongo.Db,
  types: readonly AnyType[],
  { onChecked, anchored = new Map<string, AnchoredHead>() }: VerifyOptions = {},
): Promise<AuditReport> {
  const invalid: Broken[] = [];
  let checked = 0;
  let outdated = 0;
  for (const type of types) {
    const { collection } = type;
    const archive = new EventArchive(db, collection);
    const add = (id: string, faults: Checked['faults']): void =>
      void invalid.push(...faults.map((fault) => ({ collection, id, ...fault })));
    const ids = new Set<string>();
    for await (const { _id: id } of documentsIn(db, collection).find(
      {},
      { projection: { _id: 1 }, sort: { _id: 1 } },
    )) {
      ids.add(id);
      const result = await looked(db, type, archive, id, anchored.get(headKey(collection, id)));
      if (result.outdated) outdated++;
      add(id, result.faults);
      checked++;
      onChecked?.(checked);
    }
    for (const [key, { version, when }] of anchored) {
      const [of, id = ''] = key.split('|');
      if (of !== collection || ids.has(id)) continue;
      add(id, [{ path: '', why: `was there at version ${version} on ${when}, and is not now` }]);
    }
    for await (const id of archive.aggregates()) {
      if (ids.has(id) || (await documentsIn(db, collection).findOne({ _id: id })) !== null) continue;
      add(id, [{ path: 'archive', why: 'has events of an aggregate that is not there' }]);
    }
  }
  return { checked, outdated, invalid };
}

async function looked(
  db: mongoose.mongo.Db,
  type: AnyType,
  archive: EventArchive,
  id: string,
  anchored: AnchoredHead | undefined,
): Promise<Checked> {
  let result: Checked = { faults: [], outdated: false };
  for (let look = 1; look <= LOOKS; look++) {
    const document = await documentsIn(db, type.collection).findOne({ _id: id });
    if (document === null) return { faults: [{ path: '', why: 'went away while it was read' }], outdated: false };
    const rows: readonly ArchiveRow[] = await archive.rowsOf(id);
    result = checkDocument(type, document, rows, anchored);
    if (result.faults.length === 0) break;
  }
  return result;
}
