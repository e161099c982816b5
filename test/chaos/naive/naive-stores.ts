import type { AggregateType, DomainEvent } from '#common/aggregates/aggregate-type.js';
import type { AggregateDocuments } from '#common/aggregates/documents.js';
import { Stores } from '#common/aggregates/stores.js';
import type { SendEvents } from './event-sender.js';
import { NaiveDocuments } from './naive-documents.js';

export class NaiveStores extends Stores {
  constructor(
    parts: ConstructorParameters<typeof Stores>[0],
    private readonly send: SendEvents,
  ) {
    super(parts);
  }

  override documents<S, E extends DomainEvent>(type: AggregateType<S, E>): AggregateDocuments<S> {
    return new NaiveDocuments(this.db, type, this.send);
  }
}
