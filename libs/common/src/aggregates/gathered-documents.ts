import type { DomainEvent } from './aggregate-type.js';
import type { AggregateChange, AggregateDocument, AggregateHead } from './documents.js';
import { Gathering } from '../store/gathering.js';
import { MongoDocuments, type AskedHead } from './mongo-documents.js';

/**
 * For a caller that saves many aggregates at the same time: what is asked of the store at once goes there in one
 * request, and is acknowledged by one flush of its journal. Each document is written by itself, as ever.
 */
export class GatheredDocuments<S, E extends DomainEvent> extends MongoDocuments<S, E> {
  private readonly reading = new Gathering<AskedHead, AggregateHead<S> | undefined>((asked) => this.heads(asked));
  private readonly inserting = new Gathering<AggregateDocument<S>, boolean>((all) => this.insertAll(all));
  private readonly updating = new Gathering<AggregateChange<S>, boolean>((all) => this.updateAll(all));

  override head(id: string, causationId: string): Promise<AggregateHead<S> | undefined> {
    return this.reading.ask({ id, causationId });
  }

  override insert(document: AggregateDocument<S>): Promise<boolean> {
    return this.inserting.ask(document);
  }

  override update(change: AggregateChange<S>): Promise<boolean> {
    return this.updating.ask(change);
  }
}
