import kafkajs from 'kafkajs';
import { randomUUID } from 'node:crypto';
import type { ConsumedRecord } from '#common/broker/record.js';
import type { Direct } from '../ground/ground.js';

/**
 * Reads every record of these topics once, in the order of its partition, and keeps none.
 * @param take gets the topic's name without the prefix
 */
export async function readTopics(
  { kafkaBrokers, topicPrefix }: Direct,
  topics: readonly string[],
  take: (topic: string, record: ConsumedRecord) => void,
): Promise<void> {
  const kafka = new kafkajs.Kafka({
    clientId: 'verify',
    brokers: kafkaBrokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const left = await endsOf(kafka, topicPrefix, topics);
  if (left.size === 0) return;
  const consumer = kafka.consumer({ groupId: `verify-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: topics.map((topic) => topicPrefix + topic), fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const running = consumer.run({
        autoCommit: false,
        eachMessage: async ({ topic, partition, message }) => {
          const place = `${topic}/${partition}`;
          const end = left.get(place);
          if (end !== undefined) {
            take(topic.slice(topicPrefix.length), recordOf(topic, partition, message));
            if (BigInt(message.offset) + 1n >= end) left.delete(place);
          }
          if (left.size === 0) resolve();
        },
      });
      running.catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

const recordOf = (topic: string, partition: number, message: kafkajs.KafkaMessage): ConsumedRecord => {
  const { offset, key, value, headers, timestamp } = message;
  return { topic, partition, offset, key, value, headers, timestamp: Number(timestamp) };
};

async function endsOf(kafka: kafkajs.Kafka, prefix: string, topics: readonly string[]): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const left = new Map<string, bigint>();
    for (const topic of topics)
      for (const { partition, high } of await admin.fetchTopicOffsets(prefix + topic))
        if (BigInt(high) > 0n) left.set(`${prefix}${topic}/${partition}`, BigInt(high));
    return left;
  } finally {
    await admin.disconnect();
  }
}
