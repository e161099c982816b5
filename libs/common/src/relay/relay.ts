import type mongoose from 'mongoose';
import { pause, retrying, type Backoff } from '../kernel/backoff.js';
import { Timestamp } from '../store/timestamps.js';
import type { StoredEvent } from '../events/stored-event.js';
import { toRecord, type EventRecord } from '../events/cloud-event.js';
import { BatchQueue } from './batch-queue.js';
import { Noting } from './noting.js';
import { BATCH_BYTES, batches, HEADER_BYTES } from './record-batches.js';
import type { EventPublisher } from '../broker/publisher.js';
import type { RecordSigner } from '../events/proofs/record-signer.js';
import { Lease, LeaseLost } from '../store/lease.js';
import { oplogUsed, OplogWatch } from './oplog-watch.js';
import type { RelayObserver } from './relay-observer.js';
import { isHistoryLost, RelaySource, type Commit, type CommitStream, type ResumeToken } from './relay-source.js';
import { watermarkTopic, type Watermark } from '../broker/watermark.js';

const QUEUE_BYTES = 4 * BATCH_BYTES;
const LEASE_MS = 3_000;
const RENEW_EVERY_MS = 750;
const STANDBY_EVERY_MS = 500;
const WATERMARK_EVERY_MS = 1_000;
const OPLOG_EVERY_MS = 10_000;
const SEND_BACKOFF: Backoff = { firstMs: 50, mostMs: 2_000 };
/** Recovery starts this much before the lost place, because a place is stored after the fact. */
const RECOVERY_MARGIN_S = 120;

/** Where the stream goes on after a restart or a take-over; on the row of the lease. */
interface ResumePoint {
  readonly token: ResumeToken;
  /** Cluster time of the commit the token stands for. */
  readonly tokenTime: mongoose.mongo.Timestamp;
}

/** The broker has everything up to here. */
interface Acknowledged {
  readonly last: Commit;
  /** The newest marker among it, and when that was sent to the store (monotonic, ms). */
  readonly marked?: { readonly commit: Commit; readonly at: number };
}

export interface RelayOptions {
  readonly service: string;
  readonly instance: string;
  readonly topics: readonly string[];
  readonly topicPrefix: string;
  readonly source: RelaySource;
  readonly publisher: EventPublisher;
  /** Proves each record, watermarks included, to be of this service. */
  readonly signer: Pick<RecordSigner, 'sign'>;
  readonly observer: RelayObserver;
  readonly watermarkEveryMs?: number;
  readonly oplogEveryMs?: number;
  /** Part of the oplog behind a place; asked of the store unless given. */
  readonly oplogUsed?: (place: mongoose.mongo.Timestamp) => Promise<number>;
}

/**
 * Store → Kafka: publishes what every save left in its outbox.
 *
 * - In commit order, at least once. What is sent twice, readers drop by sequence.
 * - One instance of a service is active; the others stand by.
 * - A death at any point loses nothing: the stored place lies at or before the last record the broker acknowledged.
 */
export class Relay {
  private readonly lease: Lease<ResumePoint>;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** The newest marker, and when it was sent to the store (monotonic, ms). */
  private marker = { n: 0, at: 0 };
  /**
   * Runs alongside the events and never delays them: asking for end offsets takes time, and later ones prove no less.
   */
  private watermarking: Promise<void> | undefined;
  /** Everything up to here has been acknowledged; from here on the oplog is still needed. */
  private place: mongoose.mongo.Timestamp | undefined;
  private readonly oplog: OplogWatch;
  /** The place a lease was acquired with, until it is compared with what the broker has. */
  private found: { readonly epoch: number; readonly place: ResumePoint | undefined } | undefined;

  constructor(
    db: mongoose.mongo.Db,
    private readonly options: RelayOptions,
  ) {
    this.lease = new Lease<ResumePoint>(db, 'relay', options.instance, LEASE_MS);
    this.oplog = new OplogWatch(options.oplogUsed ?? ((place) => oplogUsed(db, place)), options.observer);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Gives up the lease. Resolves when nothing of this relay runs any longer. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.watermarking;
    await this.options.publisher.close().catch(() => undefined);
  }

  private async run(): Promise<void> {
    const { observer } = this.options;
    while (!this.stopping.signal.aborted) {
      try {
        const held = await this.lease.acquire();
        if (held !== undefined)
          await this.lead(held.epoch, held.token && held.tokenTime ? (held as ResumePoint) : undefined);
      } catch (error) {
        if (!(error instanceof LeaseLost)) observer.log('warn', 'relay stopped, will start again', { error });
      }
      await pause(STANDBY_EVERY_MS, this.stopping.signal);
    }
  }

  private async lead(epoch: number, place: ResumePoint | undefined): Promise<void> {
    const { observer } = this.options;
    observer.log('info', 'relay is active', { epoch, resuming: place !== undefined });
    observer.leading(true);
    this.place = place?.tokenTime;
    this.found = { epoch, place };
    const ended = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, ended.signal]);
    const streaming = this.stream(epoch, place, signal);
    const watching = this.watchOplog(signal);
    try {
      await Promise.race([this.renew(epoch, signal), streaming]);
    } finally {
      ended.abort();
      await streaming.catch(() => undefined);
      await watching;
      observer.leading(false);
      await this.lease.release(epoch).catch(() => undefined);
    }
  }

  /** @throws LeaseLost when it could not be renewed in time: a silent store counts as lost */
  private async renew(epoch: number, signal: AbortSignal): Promise<void> {
    let renewedAt = performance.now();
    while (!signal.aborted) {
      await pause(RENEW_EVERY_MS, signal);
      if (signal.aborted) return;
      const before = performance.now();
      try {
        await this.lease.renew(epoch);
        renewedAt = before;
      } catch (error) {
        if (error instanceof LeaseLost || performance.now() - renewedAt > LEASE_MS) throw error;
      }
    }
  }

  private async stream(epoch: number, place: ResumePoint | undefined, signal: AbortSignal): Promise<void> {
    const { source } = this.options;
    const from = place === undefined ? await this.recover(undefined, signal) : { token: place.token };
    try {
      await this.follow(epoch, source.watch(from), signal);
    } catch (error) {
      if (!isHistoryLost(error) || place === undefined) throw error;
      this.options.observer.log('error', 'the place in the oplog is lost, republishing', { since: place.tokenTime });
      await this.follow(epoch, source.watch(await this.recover(place.tokenTime, signal)), signal);
    }
  }

  /** Publishes again what may never have been sent. Repeats are allowed, gaps are not. @returns where to stream from */
  private async recover(
    lostAt: mongoose.mongo.Timestamp | undefined,
    signal: AbortSignal,
  ): Promise<{ operationTime: mongoose.mongo.Timestamp }> {
    const { source } = this.options;
    const operationTime = await source.operationTime();
    this.place = operationTime;
    const since = lostAt && Timestamp.secondsBefore(lostAt, RECOVERY_MARGIN_S);
    let records: EventRecord[] = [];
    for await (const { aggregateId, events } of source.published(operationTime, since)) {
      const all = batches([...records, ...this.records(aggregateId, events)]);
      for (const full of all.slice(0, -1)) await this.send(full, signal);
      records = all.at(-1) ?? [];
    }
    if (records.length > 0) await this.send(records, signal);
    return { operationTime };
  }

  private async follow(epoch: number, stream: CommitStream, signal: AbortSignal): Promise<void> {
    const queue = new BatchQueue<Commit>(QUEUE_BYTES, commitSize);
    const ended = new AbortController();
    const close = () => {
      // A reader that waits for room in the queue would wait without end: nothing takes from it any longer.
      queue.fail(new LeaseLost('relay', epoch));
      ended.abort();
      return stream.close().catch(() => undefined);
    };
    signal.addEventListener('abort', close, { once: true });
    const noting = new Noting<Acknowledged>(
      (reached) => this.keep(epoch, reached),
      (error) => queue.fail(error),
    );
    const reading = this.read(stream, queue);
    const marking = this.mark(AbortSignal.any([signal, ended.signal]));
    try {
      while (!signal.aborted) {
        const commits = await queue.take(BATCH_BYTES);
        await noting.room();
        await this.forward(commits, noting, signal);
      }
    } finally {
      signal.removeEventListener('abort', close);
      await close();
      await Promise.allSettled([reading, marking, noting.settled()]);
    }
  }

  private async read(stream: CommitStream, queue: BatchQueue<Commit>): Promise<void> {
    try {
      for await (const commit of stream.commits()) await queue.put(commit);
      queue.fail(new Error('the change stream ended'));
    } catch (error) {
      queue.fail(error);
    }
  }

  /** The next batch does not wait until this place is stored, the one after it does: a lost lease ends the sending. */
  private async forward(commits: readonly Commit[], noting: Noting<Acknowledged>, signal: AbortSignal): Promise<void> {
    const records = commits.flatMap((commit) => this.records(commit.aggregateId, commit.events));
    for (const batch of batches(records)) await this.send(batch, signal);
    const last = commits.at(-1);
    if (last === undefined || signal.aborted) return;
    const marked = commits.findLast((commit) => commit.marker === this.marker.n);
    noting.note({ last, ...(marked !== undefined && { marked: { commit: marked, at: this.marker.at } }) });
  }

  /** Stores the place, and only then states it in a watermark. @throws LeaseLost */
  private async keep(epoch: number, { last, marked }: Acknowledged): Promise<void> {
    await this.lease.note(epoch, { token: last.token, tokenTime: last.at });
    this.place = last.at;
    if (marked !== undefined)
      this.watermarking ??= this.publishWatermark(epoch, marked.commit, marked.at).finally(
        () => (this.watermarking = undefined),
      );
  }

  /** Tries until the broker has all records or the lease is lost; the backlog waits in the store. @throws LeaseLost */
  private async send(unproven: readonly EventRecord[], signal: AbortSignal): Promise<void> {
    const { publisher, observer, signer } = this.options;
    const records = await signer.sign(unproven);
    const isSent = await retrying(signal, {
      backoff: SEND_BACKOFF,
      work: async () => {
        await publisher.publish(records);
        observer.broker(false);
        observer.published(records.length, countByTopic(records));
      },
      onFailure: (error) => {
        observer.broker(true);
        observer.log('warn', 'the broker did not take a batch, trying again', { error, records: records.length });
      },
    });
    if (!isSent) throw new LeaseLost('relay', 0);
  }

  private async mark(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // Never the number of an earlier marker, of this or another instance, even if the wall clock is set back.
      this.marker = { n: Math.max(Date.now(), this.marker.n + 1), at: performance.now() };
      await this.options.source.mark(this.marker.n).catch((error: unknown) => {
        this.options.observer.log('warn', 'no marker could be written', { error });
      });
      await pause(this.options.watermarkEveryMs ?? WATERMARK_EVERY_MS, signal);
    }
  }

  private async watchOplog(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.place !== undefined) await this.oplog.look(this.place);
      await pause(this.options.oplogEveryMs ?? OPLOG_EVERY_MS, signal);
    }
    this.options.observer.oplogUsed(undefined);
  }

  /** Everything committed before the marker is acknowledged: a reader at these offsets has all of it. */
  private async publishWatermark(epoch: number, marked: Commit, markedAt: number): Promise<void> {
    const { publisher, observer, service, topics, topicPrefix, signer } = this.options;
    const topic = watermarkTopic(service, topicPrefix);
    try {
      await this.compareStore(epoch);
      const endOffsets = await publisher.endOffsets(
        topics.map((name) => topicPrefix + name),
        epoch,
      );
      const lagMs = Math.ceil(performance.now() - markedAt);
      const watermark: Watermark = {
        T: Timestamp.toDate(marked.at).toISOString(),
        epoch,
        ...(marked.marker !== undefined && { n: marked.marker }),
        endOffsets,
        lagMs,
      };
      await publisher.publish(
        await signer.sign([
          {
            topic,
            key: service,
            value: JSON.stringify(watermark),
            headers: { 'content-type': 'application/json' },
            timestamp: Timestamp.toDate(marked.at),
          },
        ]),
      );
      observer.watermark(lagMs);
      observer.broker(false);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      observer.broker(true);
      observer.log('warn', 'no watermark could be published', { error });
    }
  }

  /**
   * A watermark goes out after its place was stored, so none is ever ahead of the store that made it. This is checked
   * once, before our own first watermark. If the lease still holds afterwards, no successor has sent the one we found.
   * @throws LeaseLost
   */
  private async compareStore(epoch: number): Promise<void> {
    if (this.found?.epoch !== epoch) return;
    const { publisher, observer, service, topicPrefix } = this.options;
    const stored = this.found.place && Timestamp.toDate(this.found.place.tokenTime);
    // Times are compared by the second.
    const after = new Date(stored === undefined ? 0 : stored.getTime() + 1_000);
    if (await publisher.holdsSince(watermarkTopic(service, topicPrefix), after)) {
      await this.lease.renew(epoch);
      observer.storeRestored();
      observer.log('error', 'this store is older than what it has published: restored, or its leases are gone', {
        stored,
      });
    }
    this.found = undefined;
  }

  private records(aggregateId: string, events: readonly StoredEvent[]): EventRecord[] {
    const { service, topicPrefix } = this.options;
    return events.map((event) => toRecord(service, aggregateId, event, topicPrefix));
  }
}

const commitSize = (commit: Commit): number =>
  commit.events.reduce((sum, event) => sum + JSON.stringify(event.data).length * 3 + HEADER_BYTES, 0);

function countByTopic(records: readonly EventRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { topic } of records) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
}
