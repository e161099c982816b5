import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent } from '#common/aggregates/aggregate-type.js';
import {
  ClaimTaken,
  type AggregateChange,
  type AggregateDocument,
  type AggregateHead,
} from '#common/aggregates/documents.js';
import { MongoDocuments } from '#common/aggregates/mongo-documents.js';
import { asCommanded } from './command-ids.js';
import type { SendEvents } from './event-sender.js';

type Row = { _id: string } & Record<string, unknown>;

/**
 * Load, change, save: the last write wins, processed commands are not remembered, and a unique value is looked up
 * before it is written.
 */
export class NaiveDocuments<S, E extends DomainEvent> extends MongoDocuments<S, E> {
  private readonly rows: mongoose.mongo.Collection<Row>;

  constructor(
    db: mongoose.mongo.Db,
    type: AggregateType<S, E>,
    private readonly send: SendEvents,
  ) {
    super(db, type);
    this.rows = db.collection<Row>(type.collection);
  }

  override async head(id: string, causationId: string): Promise<AggregateHead<S> | undefined> {
    const head = await super.head(id, causationId);
    return head && { ...head, seen: false };
  }

  override async insert(document: AggregateDocument<S>): Promise<boolean> {
    await this.refuseTaken(document._id, document.claims);
    const history = asCommanded(document.history);
    const out = history.filter(({ topic }) => topic !== undefined);
    const inserted = await super.insert({ ...document, history, out });
    if (inserted) await this.send(document._id, out);
    return inserted;
  }

  override async update(change: AggregateChange<S>): Promise<boolean> {
    const { id, fromVersion, state, events, out, claims, dueAt, sequences } = change;
    await this.refuseTaken(id, claims);
    const set = { state, version: fromVersion + 1, out, claims, sequences };
    const update = {
      $set: dueAt === undefined ? set : { ...set, dueAt },
      ...(dueAt === undefined && { $unset: { dueAt: '' } }),
      $push: { history: { $each: [...events] } },
      $currentDate: { ts: { $type: 'timestamp' } },
    };
    await this.rows.updateOne({ _id: id }, update as unknown as mongoose.mongo.UpdateFilter<Row>);
    await this.send(id, out);
    return true;
  }

  private async refuseTaken(id: string, claims: readonly string[]): Promise<void> {
    if (claims.length === 0) return;
    const holder = await this.rows.findOne({ _id: { $ne: id }, claims: { $in: [...claims] } });
    if (holder === null) return;
    throw new ClaimTaken(claims.find((key) => (holder['claims'] as string[]).includes(key)));
  }
}
