import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { kept, type ServiceMap } from '#common/service/service-map.js';
import { noteType, type Note, type NoteEvent } from './notes.js';

/** Notes as a service has them. */
@Injectable()
export class StoredNotes extends AggregateStore<Note, NoteEvent> {
  constructor(stores: Stores) {
    super(noteType, stores);
  }
}

/** A service with notes and nothing to ask of it. */
export const notesMap: ServiceMap = {
  service: 'review',
  title: 'Notes',
  description: 'A service with notes and nothing to ask of it.',
  defaultPort: 0,
  aggregates: [kept(noteType, StoredNotes)],
  operations: {},
  consumers: [],
  projections: [],
  timers: [],
  permissions: [],
};
