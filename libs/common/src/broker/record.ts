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
