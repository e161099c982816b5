import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordBatch } from './consumer-group.js';
import type { ConsumedRecord } from './consumed-record.js';
import type { DeadLetters } from './dead-letters.js';
import { causeOf, failureOf, type DeadLetterCause } from './failures.js';
import type { Delivered, Delivery } from './delivery.js';
import { placeOf, type EventPlace } from './event-place.js';
import type { InboxObserver } from './inbox-observer.js';
import type { OwnedPartitions, Partition } from './owned-partitions.js';
import type { ParkedEvents, ParkedWhy } from './parked-events.js';
import type { Position, Positions } from './positions.js';
import { isKeyedByOther, readMeta, typeOf } from './read-record.js';
import { PATIENT_MS, RunningHandlers, settlesWithin, type Running } from './running-handlers.js';
import { SecondReadings } from './second-readings.js';
import type { Suspects } from './suspects.js';

const RETRY_FIRST_MS = 100;
const RETRY_MOST_MS = 2_000;
const WAIT_SLICE_MS = 500;
/** A partition whose handler takes long is looked at again by then. */
const REST_MOST_MS = 10_000;
const FLUSH_EVERY = 200;

export interface InboxPipelineOptions {
  readonly delivery: Pick<Delivery, 'deliver' | 'isReadable'>;
  readonly positions: Pick<Positions, 'load' | 'advance'>;
  readonly parked: Pick<ParkedEvents, 'park' | 'placesOn'>;
  readonly deadLetters: Pick<DeadLetters, 'bury'>;
  readonly suspects: Pick<Suspects, 'take' | 'isSuspect' | 'oneAtATime' | 'watch' | 'passed'>;
  readonly owned: OwnedPartitions;
  readonly observer: InboxObserver;
  readonly now: () => Date;
  /** A subject's position has moved, and some of its events are parked. */
  readonly onMoved: (partition: Partition, subject: string) => void;
  /** How long a batch waits for a handler, before its partition rests instead. */
  readonly patientMs?: number;
}

interface Work {
  readonly batch: RecordBatch;
  readonly partition: Partition;
  readonly known: Map<string, Position>;
  /** Not durable yet. */
  readonly moved: Map<string, Position>;
  /** Subjects whose position has moved in this batch. */
  readonly touched: Set<string>;
}

/**
 * place → position → delivery. Every record ends as handled, skipped, duplicate, parked or dead letter before its
 * offset is committed; an outage holds the partition instead, for as long as it lasts. What looks wrong by its bytes is
 * fetched once more before it is judged.
 */
export class InboxPipeline {
  /** Partitions held by an outage of something their next record needs: how often that one has been tried. */
  private readonly held = new Map<Partition, { readonly offset: string; readonly tries: number }>();

  private readonly running: RunningHandlers;

  private readonly readings = new SecondReadings((record) => this.options.observer.misread(record));

  constructor(private readonly options: InboxPipelineOptions) {
    this.running = new RunningHandlers(options.patientMs ?? PATIENT_MS);
  }

  /** The offset to go on from; everything before it is durable. */
  async process(batch: RecordBatch): Promise<string> {
    const partition = this.options.owned.at(batch.topic, batch.partition);
    // A parked event or a letter of the partition may be with a handler that takes long.
    if (!(await isFree(partition, this.options.patientMs ?? PATIENT_MS))) {
      batch.rest(RETRY_MOST_MS, partition.free());
      return firstOf(batch);
    }
    return partition.inTurn(() => this.work(batch, partition));
  }

  /** Waits for the handlers that have not come to their end; what they did is not noted, and refuses itself when it comes again. */
  stop(): Promise<void> {
    return this.running.allDone();
  }

  private async work(batch: RecordBatch, partition: Partition): Promise<string> {
    const { topic, records } = batch;
    const { positions, parked, suspects } = this.options;
    const known = await this.patiently(batch, async () => {
      await suspects.take(partition, records);
      if (partition.parked === undefined) partition.know(await parked.placesOn(topic, batch.partition));
      return positions.load(topic, subjectsOf(records));
    });
    const work: Work = { batch, partition, known, moved: new Map(), touched: new Set() };
    let next = firstOf(batch);
    try {
      for (const record of records) {
        if (!batch.wanted() || !(await this.step(work, record))) break;
        next = (BigInt(record.offset) + 1n).toString();
      }
    } finally {
      await this.flush(work);
    }
    await this.patiently(batch, () => suspects.passed(partition, next));
    for (const subject of work.touched) {
      if (partition.parked?.has(subject) === true) this.options.onMoved(partition, subject);
    }
    return next;
  }

  /** False when the batch ends before this record. */
  private step(work: Work, record: ConsumedRecord): Promise<boolean> {
    const { suspects } = this.options;
    if (!suspects.isSuspect(work.partition)) return this.advance(work, record, FLUSH_EVERY);
    return suspects.oneAtATime(() => this.advance(work, record, 1));
  }

  private async advance(work: Work, record: ConsumedRecord, flushEvery: number): Promise<boolean> {
    const position = await this.processOne(work, record);
    if (position === 'held' || position === 'again') return false;
    if (position !== undefined) {
      work.known.set(position.subject, position);
      work.moved.set(position.subject, position);
      work.touched.add(position.subject);
    }
    if (work.moved.size >= flushEvery) await this.flush(work);
    return true;
  }

  private async flush({ batch, moved }: Work): Promise<void> {
    await this.patiently(batch, () => this.options.positions.advance(batch.topic, moved));
    moved.clear();
  }

  private async processOne(work: Work, record: ConsumedRecord): Promise<EventPlace | 'held' | 'again' | undefined> {
    this.readings.compare(record);
    if (isKeyedByOther(record) && this.needsReading(work, record)) return 'again';
    const place = placeOf(record);
    const position = place && work.known.get(place.subject);
    if (place === undefined || place.sequence <= (position?.sequence ?? 0)) {
      const problem = whyUnreadable(record);
      if (problem !== undefined && this.needsReading(work, record)) return 'again';
      if (problem !== undefined) await this.bury(work.batch, record, problem);
    }
    if (place === undefined) return undefined;
    const before = this.knownId(work.partition, place, position);
    if (before !== undefined) {
      const isOther = before !== '' && before !== place.eventId;
      if (isOther && this.needsReading(work, record)) return 'again';
      if (isOther) this.options.observer.contradiction(place, before);
      this.options.observer.outcome('duplicate', typeOf(record));
      return undefined;
    }
    const expected = (position?.sequence ?? 0) + 1;
    if (place.sequence > expected) {
      const parked = work.partition.parked?.get(place.subject)?.events;
      const isBehind = parked?.has(place.sequence - 1) === true;
      // Its bytes would be kept as they are, and judged when nobody can fetch it any more.
      const isDoubtful = !isBehind || !this.options.delivery.isReadable(record);
      if (isDoubtful && this.needsReading(work, record)) return 'again';
      if (!isBehind) this.options.observer.gap(place, record.topic, expected);
      return this.park(work, record, place, isBehind ? 'BEHIND' : 'GAP');
    }
    const delivered = await this.deliver(work.partition, record);
    if (delivered.as === 'running') return this.leave(work, record, delivered);
    return this.settle(work, record, place, delivered);
  }

  /** Under suspicion it is waited for: whoever dies meanwhile is to have named it. */
  private deliver(partition: Partition, record: ConsumedRecord): Promise<Delivered | Running> {
    const { suspects, delivery } = this.options;
    const deliver = () => delivery.deliver(record);
    return suspects.isSuspect(partition)
      ? suspects.watch(partition, record, deliver)
      : this.running.deliver(record, deliver);
  }

  /** The id under which this sequence is known; '' where it is past and no longer remembered. */
  private knownId(partition: Partition, place: EventPlace, position: Position | undefined): string | undefined {
    if (position !== undefined && place.sequence < position.sequence) return '';
    if (position !== undefined && place.sequence === position.sequence) return position.eventId;
    return partition.parked?.get(place.subject)?.events.get(place.sequence);
  }

  private async settle(
    work: Work,
    record: ConsumedRecord,
    place: EventPlace,
    delivered: Delivered,
  ): Promise<EventPlace | 'held' | 'again' | undefined> {
    if (delivered.as === 'transient') return this.hold(work, record, delivered.error);
    if (delivered.as === 'unreadable' && this.needsReading(work, record)) return 'again';
    if (delivered.as === 'skipped' && this.readings.needsForType(record, work.batch.records)) return 'again';
    this.held.delete(work.partition);
    if (delivered.as === 'not-there-yet') return this.park(work, record, place, 'NOT_THERE_YET', delivered.cause);
    if ('cause' in delivered) await this.bury(work.batch, record, delivered.cause);
    else this.options.observer.outcome(delivered.as, typeOf(record));
    return place;
  }

  private needsReading({ batch }: Work, record: ConsumedRecord): boolean {
    return this.readings.needs(record, batch.records);
  }

  /** Durable before any position or offset that lies behind it. */
  private async park(
    { batch, partition }: Work,
    record: ConsumedRecord,
    place: EventPlace,
    why: ParkedWhy,
    cause?: DeadLetterCause,
  ): Promise<undefined> {
    await this.patiently(batch, () => this.options.parked.park(record, place, why, cause?.error));
    partition.notePark(place);
    this.options.observer.outcome('parked', typeOf(record));
    return undefined;
  }

  /** Its handler goes on; nothing behind this record is touched before it is done. */
  private leave({ batch }: Work, record: ConsumedRecord, { done }: Running): 'held' {
    const { topic, partition, offset } = record;
    this.options.observer.log('warn', 'a handler takes long', { topic, partition, offset, type: typeOf(record) });
    batch.rest(REST_MOST_MS, done);
    return 'held';
  }

  /** The partition rests, the others go on; nothing behind this record is touched before it. */
  private hold({ batch, partition }: Work, record: ConsumedRecord, error: unknown): 'held' {
    const before = this.held.get(partition);
    const tries = before?.offset === record.offset ? before.tries + 1 : 1;
    this.held.set(partition, { offset: record.offset, tries });
    this.options.observer.retry('transient', typeOf(record), tries, error);
    batch.rest(Math.min(RETRY_FIRST_MS * 2 ** (tries - 1), RETRY_MOST_MS));
    return 'held';
  }

  private async bury(batch: RecordBatch, record: ConsumedRecord, cause: DeadLetterCause): Promise<void> {
    const { topic, partition, offset } = record;
    this.options.observer.log('error', 'dead letter', { topic, partition, offset, ...cause });
    await this.patiently(batch, () => this.options.deadLetters.bury(record, cause, this.options.now()));
    this.options.observer.outcome('dead-lettered', whyUnreadable(record) === undefined ? typeOf(record) : 'unknown');
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
      await sleep(Math.min(WAIT_SLICE_MS, Math.max(1, until - performance.now())));
      await batch.heartbeat();
    }
    if (!batch.wanted())
      throw Object.assign(new Error('the partition is no longer ours'), { type: 'REBALANCE_IN_PROGRESS' });
  }
}

const firstOf = ({ records, highWatermark }: RecordBatch): string => records[0]?.offset ?? highWatermark;

async function isFree(partition: Partition, withinMs: number): Promise<boolean> {
  for (const until = performance.now() + withinMs; partition.isBusy;) {
    if (performance.now() >= until) return false;
    await settlesWithin(partition.free(), until - performance.now());
  }
  return true;
}

function whyUnreadable(record: ConsumedRecord): DeadLetterCause | undefined {
  try {
    readMeta(record);
    return undefined;
  } catch (error) {
    return causeOf(error, 1);
  }
}

function subjectsOf(records: readonly ConsumedRecord[]): string[] {
  const subjects = new Set<string>();
  for (const { headers } of records) {
    const subject = headers?.['ce_subject'];
    if (subject !== undefined) subjects.add(subject.toString());
  }
  return [...subjects];
}
