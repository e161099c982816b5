import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { ConsumerGroup, groupIdOf, type ConsumerState, type RecordBatch } from '../broker/consumer-group.js';
import { offsetAfter, type ConsumedOffsets, type ConsumedRecord } from '../broker/record.js';
import type { ServiceName } from '../events/define-event.js';
import type { ProofCheck } from '../events/proofs/proof-check.js';
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
  /** A forged watermark would claim a freshness that is none. */
  readonly proofs: Pick<ProofCheck, 'whyUnproven'>;
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
  /** The last watermark that counted: its relay's epoch, and its number there. */
  private last = { epoch: 0, n: 0 };

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
      onBatch: (batch) => this.hear(batch),
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

  private async hear(batch: RecordBatch): Promise<string> {
    const end = batch.records.at(-1);
    if (end === undefined) return batch.highWatermark;
    const next = offsetAfter(end);
    if (next !== batch.highWatermark) return next;
    const watermark = await this.lastProven(batch.records);
    if (watermark === undefined || !this.isNew(watermark)) return next;
    const [notBefore, previous] = this.atEnd;
    this.atEnd = [...this.atEnd, this.now()].slice(-2);
    if (notBefore !== undefined && previous !== undefined)
      this.heard = [...this.heard, { watermark, notBefore }].slice(-REMEMBERED);
    return next;
  }

  /** What nobody can prove does not count, wherever it lies: it can neither pass for a watermark nor hide one. */
  private async lastProven(records: readonly ConsumedRecord[]): Promise<Watermark | undefined> {
    for (const record of records.toReversed()) {
      const isProven = (await this.options.proofs.whyUnproven(record)) === undefined;
      if (isProven) return record.value === null ? undefined : watermarkOf(record.value);
    }
    return undefined;
  }

  /**
   * An instance that was paused may send a watermark from before another one took over, and a record can be sent again
   * by other clients: neither proves anything.
   */
  private isNew({ epoch = 0, n }: Watermark): boolean {
    if (epoch < this.last.epoch || (epoch === this.last.epoch && n !== undefined && n <= this.last.n)) return false;
    this.last = { epoch, n: n ?? 0 };
    return true;
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
