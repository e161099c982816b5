import { setTimeout as sleep } from 'node:timers/promises';
import type { EventMeta } from '../events/cloud-event.js';
import type { EventDefinition } from '../events/define-event.js';
import type { ConsumedRecord, RecordBatch } from './consumer-group.js';
import type { DeadLetterCause, DeadLetters } from './dead-letters.js';
import { causeOf, failureOf } from './failures.js';
import { InboxContext } from './inbox-context.js';
import type { Position, Positions } from './positions.js';
import { readData, readMeta, refuseOtherVersion } from './read-record.js';

/** Tries of a handler that fails by a mistake of ours, before its event is put aside. */
const MISTAKE_TRIES = 3;
const RETRY_FIRST_MS = 100;
const RETRY_MOST_MS = 2_000;
/** Slices of a wait, so that the group hears from us. */
const HEARTBEAT_EVERY_MS = 500;
const FLUSH_EVERY = 200;

export type InboxOutcome = 'handled' | 'skipped' | 'duplicate' | 'dead-lettered';

export interface InboxObserver {
  outcome(outcome: InboxOutcome, type: string): void;
  /** Same sequence, other id: the producer's store was restored, or a record was forged. */
  contradiction(meta: EventMeta, known: Position): void;
  retry(why: 'transient' | 'mistake', type: string, attempt: number, error: unknown): void;
  log(level: 'info' | 'warn' | 'error', message: string, context?: object): void;
}

export interface InboxRoute {
  readonly definition: EventDefinition;
  readonly handle: (data: unknown, context: InboxContext) => Promise<void>;
}

export interface InboxPipelineOptions {
  readonly group: string;
  readonly topicPrefix: string;
  /** By CloudEvents type. */
  readonly routes: ReadonlyMap<string, InboxRoute>;
  readonly positions: Positions;
  readonly deadLetters: DeadLetters;
  readonly observer: InboxObserver;
  readonly now: () => Date;
}

/** An event is missing before this one: going on would build on a hole, so the consumer stops and says so. */
export class GapFound extends Error {
  constructor(meta: EventMeta, topic: string, expected: number) {
    super(`${topic}: ${meta.type} of ${meta.subject} has sequence ${meta.sequence}, expected ${expected}.`);
  }
}

/**
 * decode → hash → position → route by type → tolerant check → handler. Every record ends as handled, skipped,
 * duplicate or dead letter before its offset is committed; an outage holds the partition instead, for as long as it lasts.
 */
export class InboxPipeline {
  /** Partitions held by an outage of something their next record needs: how often that one has been tried. */
  private readonly held = new Map<string, { readonly offset: string; readonly tries: number }>();

  constructor(private readonly options: InboxPipelineOptions) {}

  /** The offset to go on from; everything before it is durable. */
  async process(batch: RecordBatch): Promise<string> {
    const { topic, records } = batch;
    const moved = new Map<string, Position>();
    const known = await this.patiently(batch, () => this.options.positions.load(topic, subjectsOf(records)));
    let next = records[0]?.offset ?? batch.highWatermark;
    let beat = performance.now();
    try {
      for (const record of records) {
        if (!batch.wanted()) break;
        const position = await this.processOne(batch, record, known);
        if (position === 'held') break;
        if (position !== undefined) {
          known.set(position.subject, position);
          moved.set(position.subject, position);
        }
        next = (BigInt(record.offset) + 1n).toString();
        if (performance.now() - beat > HEARTBEAT_EVERY_MS) {
          await batch.heartbeat();
          beat = performance.now();
        }
        if (moved.size >= FLUSH_EVERY) await this.flush(batch, moved);
      }
    } finally {
      await this.flush(batch, moved);
    }
    return next;
  }

  private async flush(batch: RecordBatch, moved: Map<string, Position>): Promise<void> {
    await this.patiently(batch, () => this.options.positions.advance(batch.topic, moved));
    moved.clear();
  }

  private async processOne(
    batch: RecordBatch,
    record: ConsumedRecord,
    known: ReadonlyMap<string, Position>,
  ): Promise<Moved | 'held' | undefined> {
    const { observer } = this.options;
    let meta: EventMeta;
    try {
      meta = readMeta(record);
    } catch (error) {
      await this.bury(batch, record, causeOf(error, 1));
      observer.outcome('dead-lettered', 'unknown');
      return placeOf(record, known);
    }
    const position = known.get(meta.subject);
    if (position !== undefined && meta.sequence <= position.sequence) {
      if (meta.sequence === position.sequence && meta.id !== position.eventId) observer.contradiction(meta, position);
      observer.outcome('duplicate', meta.type);
      return undefined;
    }
    const expected = (position?.sequence ?? 0) + 1;
    if (meta.sequence > expected) throw new GapFound(meta, record.topic, expected);
    const outcome = await this.deliver(batch, record, meta);
    if (outcome === 'held') return 'held';
    this.held.delete(partitionOf(record));
    observer.outcome(outcome, meta.type);
    return { subject: meta.subject, sequence: meta.sequence, eventId: meta.id };
  }

  private async deliver(batch: RecordBatch, record: ConsumedRecord, meta: EventMeta): Promise<InboxOutcome | 'held'> {
    for (let attempt = 1; ; attempt++) {
      try {
        const route = this.routeOf(record, meta);
        if (route === undefined) return 'skipped';
        await route.handle(readData(record, meta, route.definition), new InboxContext(meta, this.options.group));
        return 'handled';
      } catch (error) {
        const failure = failureOf(error);
        if (failure === 'rebalance') throw error;
        if (failure === 'transient') return this.hold(batch, record, meta, error);
        if (failure === 'refused' || attempt >= MISTAKE_TRIES) {
          await this.bury(batch, record, causeOf(error, attempt));
          return 'dead-lettered';
        }
        this.options.observer.retry(failure, meta.type, attempt, error);
        await this.wait(batch, RETRY_FIRST_MS * attempt);
      }
    }
  }

  /** The partition rests, the others go on; nothing behind this record is touched before it. */
  private hold(batch: RecordBatch, record: ConsumedRecord, meta: EventMeta, error: unknown): 'held' {
    const before = this.held.get(partitionOf(record));
    const tries = before?.offset === record.offset ? before.tries + 1 : 1;
    this.held.set(partitionOf(record), { offset: record.offset, tries });
    this.options.observer.retry('transient', meta.type, tries, error);
    batch.rest(Math.min(RETRY_FIRST_MS * 2 ** (tries - 1), RETRY_MOST_MS));
    return 'held';
  }

  /** Undefined for a type nobody here handles. @throws Unreadable for another major version of one that is handled */
  private routeOf(record: ConsumedRecord, meta: EventMeta): InboxRoute | undefined {
    const { routes, topicPrefix } = this.options;
    const route = routes.get(meta.type);
    if (route === undefined) {
      refuseOtherVersion(meta.type, routes.keys());
      return undefined;
    }
    return record.topic === topicPrefix + route.definition.topic ? route : undefined;
  }

  private bury(batch: RecordBatch, record: ConsumedRecord, cause: DeadLetterCause): Promise<void> {
    const { topic, partition, offset } = record;
    this.options.observer.log('error', 'dead letter', { topic, partition, offset, ...cause });
    return this.patiently(batch, () => this.options.deadLetters.bury(record, cause, this.options.now()));
  }

  /** Our own bookkeeping: an outage is waited out, anything else ends the batch. */
  private async patiently<T>(batch: RecordBatch, act: () => Promise<T>): Promise<T> {
    for (let attempt = 1, wait = RETRY_FIRST_MS; ; attempt++, wait = Math.min(wait * 2, RETRY_MOST_MS)) {
      try {
        return await act();
      } catch (error) {
        if (failureOf(error) !== 'transient') throw error;
        this.options.observer.retry('transient', 'inbox', attempt, error);
        await this.wait(batch, wait);
      }
    }
  }

  private async wait(batch: RecordBatch, ms: number): Promise<void> {
    for (const until = performance.now() + ms; performance.now() < until;) {
      await sleep(Math.min(HEARTBEAT_EVERY_MS, Math.max(1, until - performance.now())));
      await batch.heartbeat();
    }
    if (!batch.wanted())
      throw Object.assign(new Error('the partition is no longer ours'), { type: 'REBALANCE_IN_PROGRESS' });
  }
}

type Moved = Position & { readonly subject: string };

const partitionOf = ({ topic, partition }: ConsumedRecord): string => `${topic}/${partition}`;

/**
 * Where a record belongs whose other headers are no good: were its place not noted, its subject's next event would
 * look like one after a gap.
 */
function placeOf({ headers }: ConsumedRecord, known: ReadonlyMap<string, Position>): Moved | undefined {
  const subject = headers?.['ce_subject']?.toString();
  const sequence = Number(headers?.['ce_sequence']?.toString());
  if (subject === undefined || sequence !== (known.get(subject)?.sequence ?? 0) + 1) return undefined;
  return { subject, sequence, eventId: headers?.['ce_id']?.toString() ?? '' };
}

function subjectsOf(records: readonly ConsumedRecord[]): string[] {
  const subjects = new Set<string>();
  for (const { headers } of records) {
    const subject = headers?.['ce_subject'];
    if (subject !== undefined) subjects.add(subject.toString());
  }
  return [...subjects];
}
