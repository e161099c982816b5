import { setTimeout as sleep } from 'node:timers/promises';
import type { EventMeta } from '../../events/cloud-event.js';
import type { EventDefinition } from '../../events/define-event.js';
import type { ConsumedRecord } from '../../broker/record.js';
import { causeOf, failureOf, Unreadable, type DeadLetterCause } from '../../broker/failures.js';
import { InboxContext } from './inbox-context.js';
import type { InboxObserver } from './inbox-observer.js';
import { readData, readMeta, refuseOtherVersion, typeOf } from './read-record.js';

/** Tries of a handler that fails by a mistake of ours, before its event is dead-lettered. */
const MISTAKE_TRIES = 3;
const MISTAKE_WAIT_MS = 100;

export interface InboxRoute {
  readonly definition: EventDefinition;
  readonly handle: (data: unknown, context: InboxContext) => Promise<void>;
}

/** The result of handing one event to its handler. It is not stored anywhere yet. */
export type Delivered =
  | { readonly as: 'handled' | 'skipped' }
  /** Its bytes are no good; no handler has seen it. */
  | { readonly as: 'unreadable'; readonly cause: DeadLetterCause }
  /** Another try would fail the same way. */
  | { readonly as: 'refused'; readonly cause: DeadLetterCause }
  /** What it refers to comes from another topic and has not arrived. */
  | { readonly as: 'not-there-yet'; readonly cause: DeadLetterCause }
  /** The store, the broker or another service is away. */
  | { readonly as: 'transient'; readonly error: unknown };

export interface DeliveryOptions {
  readonly group: string;
  readonly topicPrefix: string;
  /** By CloudEvents type. */
  readonly routes: ReadonlyMap<string, InboxRoute>;
  readonly observer: InboxObserver;
}

/** decode → route by type → hash and tolerant check → handler, with a few tries for mistakes of ours. */
export class Delivery {
  constructor(private readonly options: DeliveryOptions) {}

  /** @throws the error by which the group says that the partition is no longer ours */
  async deliver(record: ConsumedRecord): Promise<Delivered> {
    for (let attempt = 1; ; attempt++) {
      try {
        return { as: await this.attempt(record) };
      } catch (error) {
        const failure = failureOf(error);
        if (failure === 'rebalance') throw error;
        if (failure === 'transient') return { as: 'transient', error };
        const cause = causeOf(error, attempt);
        if (error instanceof Unreadable) return { as: 'unreadable', cause };
        if (failure === 'absent') return { as: 'not-there-yet', cause };
        if (failure === 'refused' || attempt >= MISTAKE_TRIES) return { as: 'refused', cause };
        this.options.observer.retry(failure, typeOf(record), attempt, error);
        await sleep(MISTAKE_WAIT_MS * attempt);
      }
    }
  }

  /** Whether `deliver` would get past the bytes: to the handler, or to a type without one. */
  isReadable(record: ConsumedRecord): boolean {
    try {
      this.read(record);
      return true;
    } catch (error) {
      if (error instanceof Unreadable) return false;
      throw error;
    }
  }

  private async attempt(record: ConsumedRecord): Promise<'handled' | 'skipped'> {
    const read = this.read(record);
    if (read === undefined) return 'skipped';
    await read.route.handle(read.data, new InboxContext(read.meta, this.options.group));
    return 'handled';
  }

  /** @throws Unreadable */
  private read(record: ConsumedRecord): { route: InboxRoute; meta: EventMeta; data: unknown } | undefined {
    const { routes, topicPrefix } = this.options;
    const meta = readMeta(record);
    const route = routes.get(meta.type);
    if (route === undefined) refuseOtherVersion(meta.type, routes.keys());
    if (route === undefined || record.topic !== topicPrefix + route.definition.topic) return undefined;
    return { route, meta, data: readData(record, meta, route.definition) };
  }
}
