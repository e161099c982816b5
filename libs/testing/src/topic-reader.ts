import kafkajs, { type KafkaMessage } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { eventually } from './eventually.js';

export interface ReadRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything that lies on these topics, from their beginning and as it comes. */
export interface TopicReader {
  readonly records: readonly ReadRecord[];
  /** Resolves when there are at least so many. */
  count(atLeast: number): Promise<readonly ReadRecord[]>;
  stop(): Promise<void>;
}

export async function readTopics(brokers: string[], topics: string[]): Promise<TopicReader> {
  const kafka = new kafkajs.Kafka({ clientId: 'test-reader', brokers, logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `test-reader-${randomUUID()}`, maxWaitTimeInMs: 50 });
  const records: ReadRecord[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      records.push({
        topic,
        partition,
        offset: message.offset,
        key: message.key?.toString() ?? null,
        value: message.value,
        headers: textOf(message.headers),
      });
    },
  });
  return {
    records,
    count: (atLeast) =>
      eventually(() => {
        if (records.length < atLeast)
          throw new Error(`${records.length} of ${atLeast} records on ${topics.join(', ')}`);
        return records;
      }),
    stop: () => consumer.disconnect(),
  };
}

const textOf = (headers: KafkaMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
