import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { pause, retrying, type Backoff } from '../kernel/backoff.js';
import type { ConsumedRecord } from './record.js';
import { failureOf } from './failures.js';
import type { Assignment } from './owned-partitions.js';

/** The records of one partition, in order, and how to stay a member of the group while they are handled. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ConsumedRecord[];
  /** Offset after the last record of the partition when the batch was fetched. */
  readonly highWatermark: string;
  /** Call at least every few seconds. Rejects when another instance got the partition: stop and rethrow. */
  heartbeat(): Promise<void>;
  /** Commits the progress of a long batch. Everything before `next` must be durable: a successor goes on from there. */
  commit(next: string): Promise<void>;
  /** Fetches nothing of this partition for `ms` after the batch, or until `sooner` resolves; the others go on. */
  rest(ms: number, sooner?: Promise<unknown>): void;
  /** False once the group is stopping or the partition is no longer ours. */
  wanted(): boolean;
}

/**
 * A group's id at the broker. With the prefix of the topics: installations that share a broker must not share a group,
 * or each would leave partitions to members of the other.
 */
export const groupIdOf = (topicPrefix: string, group: string): string => topicPrefix + group;

export interface ConsumerGroupOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly fromBeginning?: boolean;
  readonly partitionsAtOnce?: number;
  /**
   * Works through a batch and returns the offset to go on from. That is committed, so everything before it must be
   * durable by then. Waiting blocks every partition fetched from the same broker: return early and `rest` instead.
   */
  readonly onBatch: (batch: RecordBatch) => Promise<string>;
  /** Nothing is committed and no offset is kept: every start reads from the end. */
  readonly ephemeral?: boolean;
  readonly onState: (state: ConsumerState, why?: unknown) => void;
  /** After it a silent member is taken for dead, milliseconds; default 6 s. A broker refuses less than its least. */
  readonly sessionTimeoutMs?: number | undefined;
  /** The partitions of this instance from now on; none while the group rebalances. */
  readonly onAssigned?: (assignment: Assignment) => void;
}

/** `away`: the broker cannot be reached, and the group keeps trying. `crashed`: it will not come back by itself. */
export type ConsumerState = 'connecting' | 'running' | 'away' | 'crashed' | 'stopped';

/** The session timeout is the fail-over time after a kill; 6 s is the least a broker allows by default. */
const SESSION_TIMEOUT_MS = 6_000;
const HEARTBEAT_MOST_MS = 1_000;
/** A member that is slow, not dead, has this many chances to be heard within a session. */
const HEARTBEATS_PER_SESSION = 6;
const CRASHES_MAX = 3;
const CRASH_WINDOW_MS = 5 * 60_000;
const ANEW_AFTER_MS = 500;
const CONNECT_BACKOFF: Backoff = { firstMs: 100, mostMs: 2_000 };

/**
 * A kafkajs consumer that does not give up while the broker is away, commits only what is durable, and reports when it
 * cannot go on. kafkajs counts retries per run, not per message, and ends a consumer silently on a TypeError. So
 * `onBatch` handles its own failures, and an error that still escapes counts as a crash.
 */
export class ConsumerGroup {
  private readonly stopping = new AbortController();
  private consumer: Consumer | undefined;
  private crashes: number[] = [];
  private starting: Promise<void> | undefined;
  /** The last error of `onBatch` that was neither an outage nor a rebalance. */
  private escaped: unknown;
  private readonly sessionTimeoutMs: number;
  private readonly heartbeatMs: number;

  constructor(private readonly options: ConsumerGroupOptions) {
    this.sessionTimeoutMs = options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS;
    this.heartbeatMs = Math.min(HEARTBEAT_MOST_MS, this.sessionTimeoutMs / HEARTBEATS_PER_SESSION);
  }

  /** Returns at once and connects in the background, for as long as it takes. */
  start(): void {
    this.starting ??= this.connect();
  }

  /** Waits for the batch in flight, leaves the group, and only then returns. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.starting;
    await this.consumer?.disconnect();
    this.options.onState('stopped');
  }

  private async connect(): Promise<void> {
    await retrying(this.stopping.signal, {
      backoff: CONNECT_BACKOFF,
      work: () => this.connectOnce(),
    });
  }

  private async connectOnce(): Promise<void> {
    const { topics, fromBeginning = true, partitionsAtOnce = 3, onState } = this.options;
    const consumer = this.makeConsumer();
    try {
      onState('connecting');
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitionsAtOnce,
        eachBatch: (payload) => this.eachBatch(payload),
      });
      this.consumer = consumer;
    } catch (error) {
      onState('away', error);
      await consumer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  private makeConsumer(): Consumer {
    const consumer = this.options.kafka.consumer({
      groupId: this.options.groupId,
      sessionTimeout: this.sessionTimeoutMs,
      rebalanceTimeout: 10_000,
      heartbeatInterval: this.heartbeatMs,
      // The default of 5 s would delay a stop and, on a quiet topic, the group's own housekeeping.
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: 1024 * 1024,
      allowAutoTopicCreation: false,
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 1_000,
        retries: 10,
        restartOnFailure: () => Promise.resolve(!this.stopping.signal.aborted),
      },
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.options.onAssigned?.(payload.memberAssignment);
      this.options.onState('running');
    });
    consumer.on(consumer.events.REBALANCING, () => this.options.onAssigned?.({}));
    consumer.on(consumer.events.CRASH, ({ payload }) => this.onCrash(payload.error, payload.restart));
    return consumer;
  }

  private onCrash(error: Error, restarts: boolean): void {
    this.options.onAssigned?.({});
    if (this.isMistake(error, restarts)) {
      const now = performance.now();
      this.crashes = [...this.crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    }
    this.escaped = undefined;
    if (this.crashes.length >= CRASHES_MAX) return this.options.onState('crashed', error);
    this.options.onState('away', error);
    if (!restarts) this.beginAnew();
  }

  /** The error's name alone does not tell an outage from a handler that keeps throwing. */
  private isMistake(error: Error, restarts: boolean): boolean {
    return this.escaped !== undefined || (!restarts && failureOf(error) === 'mistake');
  }

  /** kafkajs gives up on errors that pass, such as a coordinator that is missing while the broker restarts. */
  private beginAnew(): void {
    this.starting = this.starting?.then(() => pause(ANEW_AFTER_MS, this.stopping.signal)).then(() => this.connect());
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, isRunning, isStale } = payload;
    const { topic, partition } = batch;
    const records = batch.messages.map(({ offset, key, value, headers, timestamp }) => {
      return { topic, partition, offset, key, value, headers, timestamp: Number(timestamp) };
    });
    let resting: Promise<unknown> | undefined;
    const beating = this.heartbeatsAlongside(heartbeat);
    const commit = (next: string): Promise<void> => this.commit(payload, next);
    const next = await this.handle({
      topic,
      partition,
      records,
      highWatermark: batch.highWatermark,
      heartbeat,
      commit,
      rest: (ms, sooner) =>
        (resting = Promise.race([pause(ms, this.stopping.signal), ...(sooner === undefined ? [] : [sooner])])),
      wanted: () => isRunning() && !isStale() && beating.isMember() && !this.stopping.signal.aborted,
    }).finally(beating.end);
    if (next !== records[0]?.offset) await commit(next);
    if (resting !== undefined) void resting.then(payload.pause());
    await heartbeat();
  }

  private async commit(payload: EachBatchPayload, next: string): Promise<void> {
    const { batch, resolveOffset, commitOffsetsIfNecessary } = payload;
    const { topic, partition } = batch;
    resolveOffset((BigInt(next) - 1n).toString());
    // Not the consumer's own commitOffsets: that one silently does nothing once the consumer is stopping.
    if (this.options.ephemeral !== true)
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: next }] }] });
  }

  /**
   * A handler may take longer than the session, so the group gets heartbeats while it runs. Once the group no longer
   * wants this instance, the batch ends after the record in flight.
   */
  private heartbeatsAlongside(heartbeat: () => Promise<void>): { isMember: () => boolean; end: () => void } {
    let isMember = true;
    const timer = setInterval(() => {
      heartbeat().catch((error: unknown) => {
        if (failureOf(error) === 'rebalance') isMember = false;
      });
    }, this.heartbeatMs);
    return { isMember: () => isMember, end: () => clearInterval(timer) };
  }

  private async handle(batch: RecordBatch): Promise<string> {
    try {
      return await this.options.onBatch(batch);
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== 'transient' && failure !== 'rebalance') this.escaped = error;
      throw error;
    }
  }
}
