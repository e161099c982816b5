import { setImmediate } from 'node:timers/promises';
import type { DomainEvent } from './aggregate-type.js';
import type { AggregateChange, AggregateDocument, AggregateHead } from './documents.js';
import { MongoDocuments, type AskedHead } from './mongo-documents.js';

/** Documents in one request. */
const AT_ONCE = 250;

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

interface Asked<T, R> {
  readonly item: T;
  readonly resolve: (answer: R | Promise<R>) => void;
  readonly reject: (error: unknown) => void;
}

/** What comes while a request is under way goes with the next one. */
class Gathering<T, R> {
  private waiting: Asked<T, R>[] = [];
  private isBusy = false;

  constructor(private readonly answer: (items: readonly T[]) => Promise<readonly (R | Promise<R>)[]>) {}

  ask(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.isBusy) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    // What others ask in this turn goes along.
    await setImmediate();
    while (this.waiting.length > 0) {
      const asked = this.waiting.splice(0, AT_ONCE);
      try {
        const answers = await this.answer(asked.map(({ item }) => item));
        asked.forEach(({ resolve }, i) => resolve(answers[i] as R | Promise<R>));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.isBusy = false;
  }
}
