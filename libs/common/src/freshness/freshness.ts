import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { ConsumerGroup, groupIdOf, type ConsumerState, type RecordBatch } from '../broker/consumer-group.js';
import { offsetAfter, type ConsumedOffsets } from '../broker/record.js';
import type { ServiceName } from '../events/define-event.js';
import { unavailable } from '../kernel/errors.js';
import { watermarkTopic, type Watermark } from '../broker/watermark.js';
import { own } from '../kernel/own.js';

interface Heard {
  readonly watermark: Watermark;
  /** The watermark was written after this instant (monotonic, ms); the latest for which that is certain. */
  readonly notBefore: number;
}

const REMEMBERED = 60;

export interface FreshnessOptions {
  readonly kafka: Kafka;
  /** The service that has the copy; its account at the broker may join groups of its own name only. */
  readonly reader: ServiceName;
  /** The service whose data is copied. */
  readonly service: ServiceName;
  /** Its topics that the copy is made from. */
  readonly topics: readonly string[];
  readonly topicPrefix: string;
  readonly consumed: () => Promise<ConsumedOffsets>;
  readonly onState: (state: ConsumerState, why?: unknown) => void;
  /** Monotonic, ms. */
  readonly now?: () => number;
}

/**
 * The greatest age a copy of another service's data can have. A watermark proves that everything committed
 * before it lies below its offsets: a copy that has consumed them is as old as the watermark.
 *
 * The age of a watermark counts from the second last watermark that was read at the end of the log before it. That one
 * was still the last at that time, so this one was written later. Its own arrival proves nothing: it may have lain
 * unread while this process was paused. No two clocks are compared.
 */
export class Freshness {
  private readonly group: ConsumerGroup;
  private heard: readonly Heard[] = [];
  private atEnd: readonly number[] = [];
  /** Epoch of the active relay, as far as it is known here. */
  private epoch = 0;

  private readonly now: () => number;

  constructor(private readonly options: FreshnessOptions) {
    const { kafka, reader, service, topicPrefix, onState } = options;
    this.now = options.now ?? (() => performance.now());
    this.group = new ConsumerGroup({
      kafka,
      groupId: groupIdOf(topicPrefix, `${reader}.freshness.${service}.${randomUUID()}`),
      topics: [watermarkTopic(service, topicPrefix)],
      fromBeginning: false,
      ephemeral: true,
      onState,
      onBatch: (batch) => Promise.resolve(this.hear(batch)),
    });
  }

  start(): void {
    this.group.start();
  }

  stop(): Promise<void> {
    return this.group.stop();
  }

  /** Milliseconds; infinite while nothing is proven. */
  async age(): Promise<number> {
    const consumed = await this.options.consumed();
    const proven = this.heard.findLast(({ watermark }) => this.isReached(watermark, consumed));
    return proven === undefined ? Infinity : this.now() - proven.notBefore + proven.watermark.lagMs;
  }

  /** @throws Refusal 503 `CATALOG_STALE` when the copy may be older than that */
  async assertFresh(maxAgeSeconds: number): Promise<void> {
    const age = await this.age();
    if (age <= maxAgeSeconds * 1_000) return;
    const known = Number.isFinite(age) ? `${Math.round(age / 1_000)} s old` : 'of unknown age';
    throw unavailable(
      'CATALOG_STALE',
      `Our copy of the catalog is ${known}, at most ${maxAgeSeconds} s are allowed (A-28): try again shortly.`,
    );
  }

  private hear(batch: RecordBatch): string {
    const last = batch.records.at(-1);
    if (last?.value == null) return batch.highWatermark;
    const next = offsetAfter(last);
    if (next !== batch.highWatermark) return next;
    const watermark = watermarkOf(last.value);
    // An instance that was paused may send a watermark from before another one took over: it no longer proves anything.
    if (watermark === undefined || (watermark.epoch ?? 0) < this.epoch) return next;
    this.epoch = watermark.epoch ?? 0;
    const [notBefore, previous] = this.atEnd;
    this.atEnd = [...this.atEnd, this.now()].slice(-2);
    if (notBefore !== undefined && previous !== undefined)
      this.heard = [...this.heard, { watermark, notBefore }].slice(-REMEMBERED);
    return next;
  }

  private isReached({ endOffsets }: Watermark, consumed: ConsumedOffsets): boolean {
    const { topics, topicPrefix } = this.options;
    const places = Object.entries(endOffsets);
    return topics.every((topic) => {
      const ours = places.filter(([place]) => place.slice(0, place.lastIndexOf('/')) === topicPrefix + topic);
      // A watermark that says nothing of a topic proves nothing about it.
      return ours.length > 0 && ours.every(([place, end]) => (own(consumed, place) ?? 0n) >= BigInt(end));
    });
  }
}

/** @returns undefined for a record that is no watermark: it must not end the consumer */
function watermarkOf(value: Buffer): Watermark | undefined {
  try {
    const read = JSON.parse(value.toString('utf8')) as Partial<Watermark> | null;
    const { endOffsets, lagMs } = read ?? {};
    const numbered = Object.values(endOffsets ?? {}).every((end) => /^\d+$/.test(end));
    return endOffsets !== undefined && typeof lagMs === 'number' && numbered ? (read as Watermark) : undefined;
  } catch {
    return undefined;
  }
}
