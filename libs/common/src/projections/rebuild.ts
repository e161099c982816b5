import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import type mongoose from 'mongoose';
import { DeadLetters } from '../inbox/dead-letters/dead-letters.js';
import { groupIdOf } from '../broker/consumer-group.js';
import type { EventPublisher } from '../broker/publisher.js';
import type { ProofCheck } from '../events/proofs/proof-check.js';
import { UnprovenLetters, UNPROVEN_PER_HOUR } from '../inbox/dead-letters/unproven-letters.js';
import { compareCopies, type CopyComparison } from './compare-copies.js';
import { consumedOffsets } from './consumed-offsets.js';
import type { ConsumedOffsets } from '../broker/record.js';
import { groupOf, type Candidate, type Copy } from './copies.js';
import { Pointer } from './pointers.js';
import { indexesOf, type Projection } from './projection.js';
import { Projector } from './projector.js';
import { own } from '../kernel/own.js';

const LOOK_EVERY_MS = 50;
const PROGRESS_EVERY_MS = 1_000;
const QUIET_TRIES = 3;

export interface RebuildOptions {
  /** Its client id sets this process's members of the group apart from those of the service. */
  readonly kafka: Kafka;
  readonly clientId: string;
  readonly db: mongoose.mongo.Db;
  readonly publisher: EventPublisher;
  readonly proofs: ProofCheck;
  readonly service: string;
  readonly projection: Projection;
  readonly topicPrefix: string;
  readonly purpose: Candidate['purpose'];
  /** Longest wait after the switch for an instance of the service to take over the new copy (ms). */
  readonly handOverMs: number;
  readonly onProgress?: (done: bigint, total: bigint) => void;
  /** Stops the rebuild; the candidate stays, and the next run goes on with it. */
  readonly signal?: AbortSignal;
}

export interface RebuildReport {
  readonly projection: string;
  readonly from: Copy;
  readonly to: Copy;
  readonly resumed: boolean;
  /** Events this run applied. */
  readonly applied: number;
  readonly seconds: number;
  readonly comparison: CopyComparison;
  /** No event came while the copies were compared: their hashes must be equal. */
  readonly atRest: boolean;
  readonly switched: boolean;
  /** An instance of the service was seen in the new copy's group. */
  readonly handedOver: boolean;
}

/**
 * Fills a copy of a read model from the first event on, next to the live copy, and switches to it.
 *
 * Why nothing is lost or doubled at the switch, whichever process runs, is killed or is paused:
 * - A copy is rows and a consumer group. Only members of that group write it, each batch guarded by sequence and
 *   committed after its rows. So the rows always hold at least every event below the group's committed offsets. Going
 *   on from there is right for this process after a kill, and for an instance of the service after the switch.
 * - The switch is one conditional write to the pointer. It moves readers and projectors, but no events and no offsets.
 * - Before the switch, the copy has reached the end of every topic and everything the live copy had consumed. The live
 *   group may be ahead by what came in the last `LOOK_EVERY_MS`: for that long a reader may see an older row. Freshness
 *   is judged by the offsets of the copy that is read, so it never claims more than that copy has.
 * - After the switch, each instance notices within a second and joins the new group while this process is still a
 *   member, so the copy is kept up to date throughout. An instance that still reads the old copy finds it kept by the
 *   instances that have not moved, or standing still. It is dropped ten minutes later at the earliest. No copy's name
 *   is used again, so an instance that was paused all the time writes into a collection that no reader will ever read.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildReport> {
  const begun = performance.now();
  const { db, service, projection, purpose } = options;
  const pointer = new Pointer(db, service, projection);
  await pointer.sweep();
  const { candidate, resumed } = await pointer.candidate(purpose);
  const from = await pointer.read();
  const filling = new Filling(options, pointer, candidate);
  try {
    await filling.start();
    await filling.reachEnd(from);
    for (const keys of indexesOf(projection)) await db.collection(candidate.collection).createIndex(keys);
    const { comparison, atRest } = await compareAtRest(filling, from);
    if (purpose === 'SWITCH') await switchTo(filling, pointer, from);
    const handedOver = purpose === 'SWITCH' && (await filling.handOver());
    await filling.stop();
    if (purpose === 'COMPARE') await pointer.abandon();
    return {
      projection: projection.name,
      from: copyOf(from),
      to: copyOf(candidate),
      resumed,
      applied: filling.applied,
      seconds: Math.round(performance.now() - begun) / 1_000,
      comparison,
      atRest,
      switched: purpose === 'SWITCH',
      handedOver,
    };
  } finally {
    await filling.stop();
    // It was abandoned while we filled it: what we wrote after it was dropped goes too.
    if (!(await pointer.keeps(candidate))) await pointer.drop(candidate);
  }
}

/** Comparing took time: the copy goes to the end again, and is switched to at once. */
async function switchTo(filling: Filling, pointer: Pointer, from: Copy): Promise<void> {
  await filling.reachEnd(from);
  // Another process that fills the same candidate may have been first.
  if (!(await pointer.switchTo(filling.candidate))) await filling.ensureWanted();
}

const copyOf = ({ collection, group }: Copy): Copy => ({ collection, group });

/** Under traffic both copies may never rest: the comparison then counts rows in flight apart from rows that differ. */
async function compareAtRest(
  filling: Filling,
  live: Copy,
): Promise<{ readonly comparison: CopyComparison; readonly atRest: boolean }> {
  for (let tries = 1; ; tries++) {
    const before = await filling.restingAt(live);
    const comparison = await filling.compareWith(live);
    const after = await filling.restingAt(live);
    const atRest = before !== undefined && before === after;
    if (atRest || tries === QUIET_TRIES) return { comparison, atRest };
    await filling.reachEnd(live);
  }
}

/** The candidate's projector in this process, and its progress. */
class Filling {
  applied = 0;
  private readonly projector: Projector;
  private readonly admin: Admin;
  private readonly topics: readonly string[];
  private crash: unknown;
  private notifiedAt = -Infinity;
  private notified = -1n;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly options: RebuildOptions,
    private readonly pointer: Pointer,
    readonly candidate: Candidate,
  ) {
    const { kafka, db, service, projection, topicPrefix, publisher, proofs } = options;
    this.topics = [...new Set(projection.consumes.map(({ topic }) => topicPrefix + topic))];
    this.admin = kafka.admin();
    // By the live copy's name: a letter that is there already, open or discarded, is not added a second time.
    const group = groupOf(service, projection);
    const deadLetters = new DeadLetters(db, service, group, publisher);
    const now = () => new Date();
    this.projector = new Projector({
      kafka,
      db,
      service,
      projection,
      copy: candidate,
      topicPrefix,
      deadLetters,
      proofs,
      unproven: new UnprovenLetters(db, {
        group,
        deadLetters,
        now,
        perHour: UNPROVEN_PER_HOUR,
        observer: { unproven: () => undefined },
      }),
      now,
      onApplied: (ids) => (this.applied += ids.length),
      onState: (state, why) => {
        if (state === 'crashed') this.crash = why ?? new Error('The consumer crashed.');
      },
    });
  }

  async start(): Promise<void> {
    await this.admin.connect();
    this.projector.start();
  }

  stop(): Promise<void> {
    this.stopped ??= Promise.all([this.projector.stop(), this.admin.disconnect()]).then(
      () => undefined,
      () => undefined,
    );
    return this.stopped;
  }

  /** @throws Error when the candidate was abandoned, or another process is done with it */
  async ensureWanted(): Promise<void> {
    if (!(await this.pointer.keeps(this.candidate)))
      throw new Error(`${this.candidate.collection} has been abandoned: nothing was switched.`);
  }

  /** Waits until the candidate holds all events there were at the call, and all the live copy had consumed. */
  async reachEnd(live: Copy): Promise<void> {
    const goal = furthest(await this.ends(), await this.consumed(live));
    for (;;) {
      const consumed = await this.consumed(this.candidate);
      const isThere = Object.entries(goal).every(([place, end]) => (own(consumed, place) ?? 0n) >= end);
      await this.notify(consumed, goal, isThere);
      // Only now: a caller that stops the rebuild because of this progress must not be too late.
      this.ensureRunning();
      if (isThere) return;
      await sleep(LOOK_EVERY_MS);
    }
  }

  compareWith(live: Copy): Promise<CopyComparison> {
    return compareCopies(this.options.db, live.collection, this.candidate.collection);
  }

  /** The offsets of both copies, as text, when both are at the end; else undefined. */
  async restingAt(live: Copy): Promise<string | undefined> {
    const [ours, theirs] = [await this.consumed(this.candidate), await this.consumed(live)];
    const ends = Object.entries(await this.ends());
    if (ends.some(([place, end]) => (own(ours, place) ?? 0n) < end || (own(theirs, place) ?? 0n) < end))
      return undefined;
    return ends.map(([place, end]) => `${place}:${end}`).join(' ');
  }

  /** True as soon as another process is a member of the candidate's group, and shares its partitions. */
  async handOver(): Promise<boolean> {
    const { handOverMs, clientId } = this.options;
    for (const until = performance.now() + handOverMs; performance.now() < until; await sleep(200)) {
      this.ensureRunning();
      const { groups } = await this.admin.describeGroups([groupIdOf(this.options.topicPrefix, this.candidate.group)]);
      const others = groups.flatMap(({ members }) => members).filter((member) => member.clientId !== clientId);
      if (others.length > 0) return true;
    }
    return false;
  }

  /** @throws Error when it was stopped or its consumer has crashed */
  private ensureRunning(): void {
    if (this.options.signal?.aborted === true)
      throw new Error(`Stopped; run the same again to go on filling ${this.candidate.collection}.`);
    if (this.crash !== undefined) throw this.crash;
  }

  private consumed({ group }: Copy): Promise<ConsumedOffsets> {
    return consumedOffsets(this.options.db, group);
  }

  /** Partitions without a record are left out: nothing will ever be consumed there. */
  private async ends(): Promise<ConsumedOffsets> {
    const ends: [place: string, end: bigint][] = [];
    for (const topic of this.topics) {
      for (const { partition, low, high } of await this.admin.fetchTopicOffsets(topic))
        if (low !== high) ends.push([`${topic}/${partition}`, BigInt(high)]);
    }
    return Object.fromEntries(ends);
  }

  /** Reports progress every second, and when the goal is reached. */
  private async notify(consumed: ConsumedOffsets, goal: ConsumedOffsets, isThere: boolean): Promise<void> {
    const done = sum(Object.entries(goal).map(([place, end]) => least(own(consumed, place) ?? 0n, end)));
    const isNew = isThere && done > this.notified;
    if (!isNew && performance.now() - this.notifiedAt < PROGRESS_EVERY_MS) return;
    [this.notifiedAt, this.notified] = [performance.now(), done];
    await this.ensureWanted();
    this.options.onProgress?.(done, sum(Object.values(goal)));
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((a, b) => a + b, 0n);

function furthest(ends: ConsumedOffsets, consumed: ConsumedOffsets): ConsumedOffsets {
  const ofBoth = Object.entries(ends).map(([place, end]) => {
    const other = own(consumed, place) ?? 0n;
    return [place, end > other ? end : other] as const;
  });
  return Object.fromEntries(ofBoth);
}
