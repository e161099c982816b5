import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import type mongoose from 'mongoose';
import { DeadLetters } from '../inbox/dead-letters/dead-letters.js';
import type { EventPublisher } from '../broker/publisher.js';
import { compareCopies, type CopyComparison } from './compare-copies.js';
import { consumedOffsets } from './consumed-offsets.js';
import type { ConsumedOffsets } from '../broker/record.js';
import { groupOf, type Candidate, type Copy } from './copies.js';
import { Pointer } from './pointers.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';

const LOOK_EVERY_MS = 50;
const PROGRESS_EVERY_MS = 1_000;
const QUIET_TRIES = 3;

export interface RebuildOptions {
  /** Its client id tells this process's members of the group from those of the service. */
  readonly kafka: Kafka;
  readonly clientId: string;
  readonly db: mongoose.mongo.Db;
  readonly publisher: EventPublisher;
  readonly service: string;
  readonly projection: Projection;
  readonly topicPrefix: string;
  readonly purpose: Candidate['purpose'];
  /** How long to go on after the switch until an instance of the service keeps the new copy. */
  readonly handOverMs: number;
  readonly onProgress?: (done: bigint, total: bigint) => void;
  /** Leaves the candidate as it is, to be gone on with. */
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
 * Fills a copy of a read model from the first event on, beside the one that holds, and switches to it.
 *
 * Why nothing is lost or doubled at the switch, whoever runs, is killed or sleeps:
 * - A copy is rows and a consumer group; it is written by members of its group only, each batch guarded by sequence and
 *   committed after its rows. So at any moment the rows hold at least every event below the group's committed offsets,
 *   and going on from there is right, for us after a kill as for an instance of the service after the switch.
 * - The switch is one conditional write to the pointer. It moves readers and projectors, but no events and no offsets.
 * - Before it, the copy has reached the end of every topic and everything the live copy had consumed. The live group
 *   may be ahead by what came in the last `LOOK_EVERY_MS`: for so long a reader may see a row as it was a moment ago.
 *   Freshness is judged by the offsets of the copy that is read, so it never claims more than that copy has.
 * - After it, instances notice within a second each and join the new group while we are still a member: the copy is
 *   kept all the time. One that still reads the old copy finds it kept by those that have not gone over, or standing
 *   still; it is dropped ten minutes later at the earliest, and no copy's name is used again, so an instance that
 *   slept through all of this writes into a collection nobody will ever read.
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
    for (const keys of projection.indexes ?? []) await db.collection(candidate.collection).createIndex(keys);
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
    // Given up while we filled it: what we wrote after it was dropped goes too.
    if (!(await pointer.keeps(candidate))) await pointer.drop(candidate);
  }
}

/** Comparing takes its time: once more to the end, then at once. */
async function switchTo(filling: Filling, pointer: Pointer, from: Copy): Promise<void> {
  await filling.reachEnd(from);
  // Another process that fills the same candidate may have been first.
  if (!(await pointer.switchTo(filling.candidate))) await filling.ensureWanted();
}

const copyOf = ({ collection, group }: Copy): Copy => ({ collection, group });

/** With traffic a moment of rest may not come: the comparison then tells rows in flight from rows that differ. */
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

/** The candidate's projector in this process, and how far it has come. */
class Filling {
  applied = 0;
  private readonly projector: Projector;
  private readonly admin: Admin;
  private readonly topics: readonly string[];
  private crash: unknown;
  private toldAt = -Infinity;
  private told = -1n;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly options: RebuildOptions,
    private readonly pointer: Pointer,
    readonly candidate: Candidate,
  ) {
    const { kafka, db, service, projection, topicPrefix, publisher } = options;
    this.topics = [...new Set(projection.consumes.map(({ topic }) => topicPrefix + topic))];
    this.admin = kafka.admin();
    this.projector = new Projector({
      kafka,
      db,
      service,
      projection,
      copy: candidate,
      topicPrefix,
      // The live copy's name: what lies there already, open or discarded, is not buried a second time.
      deadLetters: new DeadLetters(db, service, groupOf(service, projection), publisher),
      now: () => new Date(),
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

  /** @throws Error when the candidate was given up or, of another process, is done with */
  async ensureWanted(): Promise<void> {
    if (!(await this.pointer.keeps(this.candidate)))
      throw new Error(`${this.candidate.collection} was abandoned meanwhile: nothing was switched.`);
  }

  /** Waits until the candidate holds everything there was when it was asked, and all the live copy had consumed. */
  async reachEnd(live: Copy): Promise<void> {
    const goal = furthest(await this.ends(), await this.consumed(live));
    for (;;) {
      const consumed = await this.consumed(this.candidate);
      const isThere = Object.entries(goal).every(([place, end]) => (consumed[place] ?? 0n) >= end);
      await this.tell(consumed, goal, isThere);
      // After telling: whoever wants to stop on hearing how far it is must not be too late.
      this.goOn();
      if (isThere) return;
      await sleep(LOOK_EVERY_MS);
    }
  }

  compareWith(live: Copy): Promise<CopyComparison> {
    return compareCopies(this.options.db, live.collection, this.candidate.collection);
  }

  /** Where both copies stand, as text, when both stand at the end; else undefined. */
  async restingAt(live: Copy): Promise<string | undefined> {
    const [ours, theirs] = [await this.consumed(this.candidate), await this.consumed(live)];
    const ends = Object.entries(await this.ends());
    if (ends.some(([place, end]) => (ours[place] ?? 0n) < end || (theirs[place] ?? 0n) < end)) return undefined;
    return ends.map(([place, end]) => `${place}:${end}`).join(' ');
  }

  /** True as soon as somebody else is a member of the candidate's group and has its partitions to share. */
  async handOver(): Promise<boolean> {
    const { handOverMs, clientId } = this.options;
    for (const until = performance.now() + handOverMs; performance.now() < until; await sleep(200)) {
      this.goOn();
      const { groups } = await this.admin.describeGroups([this.candidate.group]);
      const others = groups.flatMap(({ members }) => members).filter((member) => member.clientId !== clientId);
      if (others.length > 0) return true;
    }
    return false;
  }

  private goOn(): void {
    if (this.options.signal?.aborted === true)
      throw new Error(`Stopped; run the same again and ${this.candidate.collection} is filled from where it stands.`);
    if (this.crash !== undefined) throw this.crash;
  }

  private consumed({ group }: Copy): Promise<ConsumedOffsets> {
    return consumedOffsets(this.options.db, group);
  }

  /** Places that hold no record are left out: nothing will ever be consumed there. */
  private async ends(): Promise<ConsumedOffsets> {
    const ends: Record<string, bigint> = {};
    for (const topic of this.topics) {
      for (const { partition, low, high } of await this.admin.fetchTopicOffsets(topic))
        if (low !== high) ends[`${topic}/${partition}`] = BigInt(high);
    }
    return ends;
  }

  /** Every second, and when the goal is reached. */
  private async tell(consumed: ConsumedOffsets, goal: ConsumedOffsets, isThere: boolean): Promise<void> {
    const done = sum(Object.entries(goal).map(([place, end]) => least(consumed[place] ?? 0n, end)));
    const isNew = isThere && done > this.told;
    if (!isNew && performance.now() - this.toldAt < PROGRESS_EVERY_MS) return;
    [this.toldAt, this.told] = [performance.now(), done];
    await this.ensureWanted();
    this.options.onProgress?.(done, sum(Object.values(goal)));
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((a, b) => a + b, 0n);

function furthest(ends: ConsumedOffsets, consumed: ConsumedOffsets): ConsumedOffsets {
  const ofBoth = Object.entries(ends).map(([place, end]) => {
    const other = consumed[place] ?? 0n;
    return [place, end > other ? end : other] as const;
  });
  return Object.fromEntries(ofBoth);
}
