import { evolution } from '#common/aggregates/evolution.js';
import mongoose from 'mongoose';
import { Type } from 'typebox';
import type { AggregateType, DomainEvent } from '#common/aggregates/aggregate-type.js';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { aggregateSchema, MongoDocuments } from '#common/aggregates/mongo-documents.js';
import { defineEvent } from '#common/events/define-event.js';
import { systemActor } from '#common/kernel/actor.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { momentAt, systemClock } from '#common/kernel/clock.js';
import { newId } from '#common/kernel/ids.js';
import { PolicyTable } from '#common/kernel/policy.js';
import type { TestDatabase } from './stores.js';

/** The smallest aggregate that publishes one event and keeps another: for the suites of relay, inbox and timers. */
export const NoteWritten = defineEvent({
  name: 'NoteWritten',
  topic: 'review.notes',
  doc: 'Only for suites of the library.',
  data: Type.Object({ text: Type.String() }),
  sample: { text: '메모' },
});

export type NoteEvent = DomainEvent<'NoteWritten', { text: string }> | DomainEvent<'NoteRead', { by: string }>;

export interface Note {
  readonly texts: readonly string[];
  readonly readBy: readonly string[];
}

const EMPTY: Note = { texts: [], readBy: [] };

export const noteType: AggregateType<Note, NoteEvent> = {
  name: 'note',
  collection: 'notes',
  publishes: [NoteWritten],
  evolve: evolution<Note, NoteEvent>()({
    NoteWritten: ({ data }, state = EMPTY) => ({ ...state, texts: [...state.texts, data.text] }),
    NoteRead: ({ data }, state = EMPTY) => ({ ...state, readBy: [...state.readBy, data.by] }),
  }),
};

const calendar = koreanCalendar(PolicyTable.defaults);

export const databaseOf = ({ connection }: TestDatabase): mongoose.mongo.Db => {
  if (connection.db === undefined) throw new Error('not connected');
  return connection.db;
};

/** Notes in a database of a suite's own. */
export class Notes extends AggregateStore<Note, NoteEvent> {
  private constructor(database: TestDatabase) {
    super(noteType, {
      documents: (type) => new MongoDocuments(databaseOf(database), type),
      moment: () => momentAt(systemClock.now(), PolicyTable.defaults, calendar),
      checkAccess: () => undefined,
      holds: () => true,
      visibleTo: () => [{}],
    });
  }

  static async in(database: TestDatabase): Promise<Notes> {
    await database.connection.model(noteType.name, aggregateSchema(noteType)).createIndexes();
    return new Notes(database);
  }

  /** One save with an event for each text; the note is made when it is not there. */
  async add(id: string, ...texts: readonly string[]): Promise<void> {
    await this.decide(id, () => texts.map((text) => ({ type: 'NoteWritten', data: { text } })));
  }

  /** A save that publishes nothing. */
  async markRead(id: string, by: string): Promise<void> {
    await this.decide(id, () => [{ type: 'NoteRead', data: { by } }]);
  }

  private decide(id: string, decision: () => NoteEvent[]): Promise<unknown> {
    return this.save({ id, actor: systemActor('test'), causationId: newId() }, decision);
  }
}
