import type { KafkaMessage } from 'kafkajs';

/** A record as it came, with where it lay. */
export interface ConsumedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: KafkaMessage['headers'];
  /** Broker's or producer's time, wall clock, ms. */
  readonly timestamp: number;
}

/** `topic/partition` */
export const partitionKey = ({ topic, partition }: Pick<ConsumedRecord, 'topic' | 'partition'>): string =>
  `${topic}/${partition}`;

/** `topic/partition` → the offset up to which a group has read, exclusive. */
export type ConsumedOffsets = Readonly<Record<string, bigint>>;

/** Where a reader goes on after a record. */
export const offsetAfter = ({ offset }: Pick<ConsumedRecord, 'offset'>): string => (BigInt(offset) + 1n).toString();
