import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordBatch } from '../broker/consumer-group.js';
import { eventRefOf } from '../broker/event-ref.js';
import type { OwnedPartitions, Partition } from '../broker/owned-partitions.js';
import { offsetAfter, type ConsumedRecord } from '../broker/record.js';
import type { Positions } from './delivery/positions.js';
import { subjectsOf } from './delivery/read-record.js';
import { RunningHandlers } from './delivery/running-handlers.js';
import type { ParkedEvents } from './parking/parked-events.js';
import { SecondReadings } from './poison/second-readings.js';
import type { Suspects } from './poison/suspects.js';
import { BatchWork } from './steps/batch-work.js';
import { beginSubject } from './steps/begin.js';
import { deadLetterUnnamed, deadLetterUnreadable } from './steps/dead-letter.js';
import { deliver } from './steps/deliver.js';
import { HeldPartitions } from './steps/held-partitions.js';
import { throughOutages } from './steps/outages.js';
import { parkEarly } from './steps/park.js';
import { refuseUnproven } from './steps/prove.js';
import { rereadWrongKey } from './steps/reread.js';
import { REST_MOST_MS, settle } from './steps/settle.js';
import { skipKnown } from './steps/skip-known.js';
import type { StepParts, Verdict } from './steps/step.js';

/**
 * The way of one record. The first step that decides ends the list:
 *
 * 1. not proven to be of the service that owns the topic? → read again once, then dead-letter without any effect
 * 2. keyed by another subject? → read again once
 * 3. names no event, or its position is passed, and its headers are unreadable? → read again, then dead-letter
 * 4. position passed, or parked already? → skip; under another id it is a contradiction → dead-letter
 * 5. the first of its subject, on a topic that forgets? → it is the next one; predecessor missing or parked? → park
 * 6. suspected of ending its process? → note it, pause before its last tries; then to its handler
 * 7. outcome: done → store position · refused → dead-letter · early → park · transient → back off · slow → leave turn
 *
 * Every record is handled, skipped, parked or dead-lettered before its offset is committed. What an outage or a slow
 * handler holds up comes again with the partition's next batch.
 */
async function decide(record: ConsumedRecord, work: BatchWork, parts: StepParts): Promise<Verdict> {
  parts.readings.compare(record);
  const unproven = await refuseUnproven(record, work, parts);
  if (unproven !== undefined) return unproven;
  const event = eventRefOf(record);
  if (event === undefined) return rereadWrongKey(record, work, parts) ?? deadLetterUnnamed(record, work, parts);
  const at = { record, event, work };
  return (
    rereadWrongKey(record, work, parts) ??
    (await deadLetterUnreadable(at, parts)) ??
    (await skipKnown(at, parts)) ??
    (await beginSubject(at, parts)) ??
    (await parkEarly(at, parts)) ??
    settle(at, await deliver(at, parts), parts)
  );
}

const PATIENT_MS = 1_000;
const SUSPECT_PATIENT_MS = 3_000;
const DRAIN_LOOK_MS = 25;
const STORE_EVERY = 200;
const COMMIT_EVERY_MS = 1_000;

export interface InboxPipelineOptions extends Pick<
  StepParts,
  'proofs' | 'unproven' | 'delivery' | 'deadLetters' | 'observer' | 'now' | 'confidential'
> {
  readonly positions: Pick<Positions, 'load' | 'advance'>;
  readonly parked: Pick<ParkedEvents, 'park' | 'eventsOn'>;
  readonly suspects: Pick<Suspects, 'take' | 'isSuspect' | 'oneAtATime' | 'watch' | 'passed'>;
  readonly owned: OwnedPartitions;
  /** A subject's position has moved, and some of its events are parked. */
  readonly onMoved: (partition: Partition, subject: string) => void;
  /** Longest a batch waits for a slow handler (ms). It blocks every partition fetched from the same broker. */
  readonly patientMs?: number;
  /** Added to it while the partition is suspected: the handler may start after a pause. */
  readonly suspectPatientMs?: number;
  /** Longest a batch keeps its progress from its group (ms). */
  readonly commitEveryMs?: number;
}

/** Takes a partition's turn for a batch and sends its records through the steps above, in their order. */
export class InboxPipeline {
  private readonly running = new RunningHandlers();
  private readonly parts: StepParts;
  private isDraining = false;

  constructor(private readonly options: InboxPipelineOptions) {
    this.parts = {
      ...options,
      readings: new SecondReadings((record) => options.observer.misread(record)),
      running: this.running,
      held: new HeldPartitions(),
      patientMs: options.patientMs ?? PATIENT_MS,
      suspectPatientMs: options.suspectPatientMs ?? SUSPECT_PATIENT_MS,
    };
  }

  /** @returns the offset to go on from; everything before it is durable */
  async process(batch: RecordBatch): Promise<string> {
    const partition = this.options.owned.at(batch.topic, batch.partition);
    // A parked event or a dead letter of the partition may be with a slow handler.
    const turn = await partition.inTurnWithin(this.parts.patientMs, () => this.workThrough(batch, partition));
    if ('result' in turn) return turn.result;
    batch.rest(REST_MOST_MS, turn.behind);
    return firstOf(batch);
  }

  /**
   * Nothing new is handed to a handler. Resolves when the results of the running handlers are noted, or after
   * `withinMs`: a result not noted by then comes again to a successor, where the store refuses a second effect.
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

  private async workThrough(batch: RecordBatch, partition: Partition): Promise<string> {
    const { suspects, observer, onMoved } = this.options;
    const work = await this.begin(batch, partition);
    let next = firstOf(batch);
    try {
      for (const record of batch.records) {
        if (!batch.wanted() || this.isLeft(batch, record) || (await this.take(record, work)) !== 'done') break;
        next = offsetAfter(record);
        await work.commitIfDue(next);
      }
    } finally {
      await work.storePositions();
    }
    await throughOutages(batch, observer, () => suspects.passed(partition, next));
    for (const subject of work.touched) if (partition.parked?.has(subject) === true) onMoved(partition, subject);
    return next;
  }

  private async begin(batch: RecordBatch, partition: Partition): Promise<BatchWork> {
    const { positions, parked, suspects, observer, commitEveryMs = COMMIT_EVERY_MS } = this.options;
    const known = await throughOutages(batch, observer, async () => {
      await suspects.take(partition, batch.records);
      if (partition.parked === undefined) partition.setParked(await parked.eventsOn(batch.topic, batch.partition));
      return positions.load(batch.topic, subjectsOf(batch.records));
    });
    return new BatchWork({ batch, partition, known, positions, observer, commitEveryMs });
  }

  /** While it drains, a record that no handler has begun is left to the successor. */
  private isLeft(batch: RecordBatch, record: ConsumedRecord): boolean {
    const isLeft = this.isDraining && !this.running.has(record);
    if (isLeft) batch.rest(REST_MOST_MS);
    return isLeft;
  }

  /** Of a suspected partition one record at a time in this process, and its position stored before the next one. */
  private take(record: ConsumedRecord, work: BatchWork): Promise<Verdict> {
    const { suspects } = this.options;
    const take = async (storeEvery: number): Promise<Verdict> => {
      const verdict = await decide(record, work, this.parts);
      if (verdict === 'done' && work.unstoredCount >= storeEvery) await work.storePositions();
      return verdict;
    };
    return suspects.isSuspect(work.partition) ? suspects.oneAtATime(() => take(1)) : take(STORE_EVERY);
  }
}

const firstOf = ({ records, highWatermark }: RecordBatch): string => records[0]?.offset ?? highWatermark;
