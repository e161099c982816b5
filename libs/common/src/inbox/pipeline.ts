import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordBatch } from '../broker/consumer-group.js';
import type { ConsumedRecord } from '../broker/record.js';
import type { DeadLetters } from './dead-letters/dead-letters.js';
import { causeOf, failureOf, type DeadLetterCause } from '../broker/failures.js';
import type { Delivered, Delivery } from './delivery/delivery.js';
import { placeOf, type EventPlace } from '../broker/event-place.js';
import type { InboxObserver } from './delivery/inbox-observer.js';
import type { OwnedPartitions, Partition } from '../broker/owned-partitions.js';
import type { ParkedEvents, ParkedWhy } from './parking/parked-events.js';
import type { Position, Positions } from './delivery/positions.js';
import { isKeyedByOther, readMeta, typeOf } from './delivery/read-record.js';
import { RunningHandlers, type Running } from './delivery/running-handlers.js';
import { SecondReadings } from './poison/second-readings.js';
import type { Suspects } from './poison/suspects.js';

const RETRY_FIRST_MS = 100;
const RETRY_MOST_MS = 2_000;
const WAIT_SLICE_MS = 500;
/** So long a batch waits for a handler, and with it every partition that is fetched from the same broker … */
const PATIENT_MS = 1_000;
/** … and so much longer under suspicion, where there may be a pause before. */
const SUSPECT_PATIENT_MS = 3_000;
/** A partition whose handler takes long is looked at again by then. */
const REST_MOST_MS = 10_000;
const DRAIN_LOOK_MS = 25;
const FLUSH_EVERY = 200;
/** A full batch of slow handlers takes minutes: what it has done is not kept from its group for longer than this. */
const COMMIT_EVERY_MS = 1_000;

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
  /** And how much longer under suspicion. */
  readonly suspectPatientMs?: number;
  /** How long a batch keeps to itself how far it has come. */
  readonly commitEveryMs?: number;
}

interface Work {
  readonly batch: RecordBatch;
  readonly partition: Partition;
  readonly known: Map<string, Position>;
  /** Not durable yet. */
  readonly moved: Map<string, Position>;
  /** Of those that are not durable yet, subjects of which a handler was given something. */
  readonly handled: Set<string>;
  /** Subjects whose position has moved in this batch. */
  readonly touched: Set<string>;
  /** Monotonic, ms. */
  committedAt: number;
}

/**
 * place → position → delivery. Every record ends as handled, skipped, duplicate, parked or dead letter before its
 * offset is committed; an outage holds the partition instead, for as long as it lasts. What looks wrong by its bytes is
 * fetched once more before it is judged.
 */
export class InboxPipeline {
  /** Partitions held by an outage of something their next record needs: how often that one has been tried. */
  private readonly held = new Map<Partition, { readonly offset: string; readonly tries: number }>();

  private readonly running = new RunningHandlers();
  private isDraining = false;

  private readonly readings = new SecondReadings((record) => this.options.observer.misread(record));

  constructor(private readonly options: InboxPipelineOptions) {}

  /** The offset to go on from; everything before it is durable. */
  async process(batch: RecordBatch): Promise<string> {
    const partition = this.options.owned.at(batch.topic, batch.partition);
    // A parked event or a letter of the partition may be with a handler that takes long.
    const turn = await partition.inTurnWithin(this.patientMs, () => this.work(batch, partition));
    if ('result' in turn) return turn.result;
    batch.rest(REST_MOST_MS, turn.behind);
    return firstOf(batch);
  }

  /**
   * Nothing new is handed to a handler. Resolves when what came of those that are busy is noted, or after so long: what
   * is not noted then comes again to a successor, and its effect refuses itself.
   */
  async drain(withinMs: number): Promise<void> {
    this.isDraining = true;
    const isBusy = (): boolean => this.options.owned.all().some((partition) => this.running.isBusy(partition));
    for (const until = performance.now() + withinMs; isBusy() && performance.now() < until;) await sleep(DRAIN_LOOK_MS);
  }

  /** A handler is busy with a record of the partition. */
  isBusy(partition: Partition): boolean {
    return this.running.isBusy(partition);
  }

  private get patientMs(): number {
    return this.options.patientMs ?? PATIENT_MS;
  }

  private async work(batch: RecordBatch, partition: Partition): Promise<string> {
    const { topic, records } = batch;
    const { positions, parked, suspects } = this.options;
    const known = await this.patiently(batch, async () => {
      await suspects.take(partition, records);
      if (partition.parked === undefined) partition.know(await parked.placesOn(topic, batch.partition));
      return positions.load(topic, subjectsOf(records));
    });
    const work: Work = {
      batch,
      partition,
      known,
      moved: new Map(),
      handled: new Set(),
      touched: new Set(),
      committedAt: performance.now(),
    };
    let next = firstOf(batch);
    try {
      for (const record of records) {
        if (!batch.wanted() || this.isLeft(batch, record) || !(await this.step(work, record))) break;
        next = (BigInt(record.offset) + 1n).toString();
        await this.commitNowAndThen(work, next);
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

  /** To a successor. */
  private isLeft(batch: RecordBatch, record: ConsumedRecord): boolean {
    const isLeft = this.isDraining && !this.running.has(record);
    if (isLeft) batch.rest(REST_MOST_MS);
    return isLeft;
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

  private async commitNowAndThen(work: Work, next: string): Promise<void> {
    if (performance.now() - work.committedAt < (this.options.commitEveryMs ?? COMMIT_EVERY_MS)) return;
    await this.flush(work);
    await work.batch.commit(next);
    work.committedAt = performance.now();
  }

  private async flush({ batch, moved, handled }: Work): Promise<void> {
    await this.patiently(batch, () => this.options.positions.advance(batch.topic, moved));
    moved.clear();
    handled.clear();
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
      // Of what is long past only the number is known, and no hash covers that: a wrong bit may make old what is new.
      if ((isOther || before === '') && this.needsReading(work, record)) return 'again';
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
    // Only a subject's last event comes again after a crash. One that was handled without leaving a trace, because there
    // was nothing to do then, might find something to do behind a later one.
    if (work.handled.has(place.subject)) await this.flush(work);
    const delivered = await this.deliver(work.partition, record);
    if (delivered.as === 'running') return this.leave(work, record, delivered);
    return this.settle(work, record, place, delivered);
  }

  /** Under suspicion it is named before, and there may be a pause, too. */
  private deliver(partition: Partition, record: ConsumedRecord): Promise<Delivered | Running> {
    const { suspects, delivery } = this.options;
    const deliver = () => delivery.deliver(record);
    if (!suspects.isSuspect(partition)) return this.running.deliver(record, this.patientMs, deliver);
    const watched = () => suspects.watch(partition, record, deliver);
    return this.running.deliver(
      record,
      this.patientMs + (this.options.suspectPatientMs ?? SUSPECT_PATIENT_MS),
      watched,
    );
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
    if (delivered.as === 'handled') work.handled.add(place.subject);
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
