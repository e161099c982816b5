import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent } from './aggregate-type.js';
import type { StoredEvent } from '../events/stored-event.js';
import { findBrokenLink } from './history-chain/hash-chain.js';
import { MongoDocuments } from './mongo-documents.js';

export interface BrokenChain {
  readonly collection: string;
  readonly id: string;
  readonly eventId: string;
  readonly why: string;
}

export interface AuditReport {
  readonly checked: number;
  readonly invalid: readonly BrokenChain[];
}

/** The audit trail of one aggregate, whole. */
export interface History {
  readonly collection: string;
  readonly id: string;
  readonly events: readonly StoredEvent[];
}

interface Row {
  readonly _id: string;
  readonly history: readonly StoredEvent[];
  readonly archived?: object;
}

const AT_ONCE = 50;

/** Every history of a collection in the order of the ids, archived events included; one is in memory at a time. */
export async function* wholeHistories(db: mongoose.mongo.Db, collection: string): AsyncGenerator<History> {
  const documents = new MongoDocuments(db, { collection } as AggregateType<object, DomainEvent>);
  const cursor = db
    .collection<Row>(collection, { readConcern: { level: 'majority' } })
    .find({}, { projection: { history: 1, archived: 1 }, sort: { _id: 1 }, batchSize: AT_ONCE });
  for await (const { _id: id, history, archived } of cursor) {
    yield { collection, id, events: archived === undefined ? history : await documents.history(id) };
  }
}

/** Walks the hash chain of every history in these collections. @param onChecked gets their number after each */
export async function verifyAuditTrails(
  db: mongoose.mongo.Db,
  collections: readonly string[],
  onChecked?: (checked: number) => void,
): Promise<AuditReport> {
  const invalid: BrokenChain[] = [];
  let checked = 0;
  for (const collection of collections) {
    for await (const { id, events } of wholeHistories(db, collection)) {
      const broken = findBrokenLink(events);
      if (broken !== undefined) invalid.push({ collection, id, eventId: broken.eventId, why: broken.why });
      checked++;
      onChecked?.(checked);
    }
  }
  return { checked, invalid };
}
