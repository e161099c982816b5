import kafkajs from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaClient } from '#common/relay/kafka-client.js';
import { watermarkTopic, type Watermark } from '#common/relay/watermark.js';

const TOPICS = ['catalog.listings', 'catalog.agreements'];
const EVERY_MS = 200;

/** Stands in for catalog's relay: says every moment how far its topics have come. */
export function catalogueWatermarks(prefix: string): { stop(): Promise<void> } {
  const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
  const kafka = kafkaClient({ brokers, clientId: 'watermarks' }, () => undefined);
  const admin = kafka.admin();
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  let stopped = false;
  const run = async (): Promise<void> => {
    await Promise.all([admin.connect(), producer.connect()]);
    while (!stopped) {
      const endOffsets: Record<string, string> = {};
      for (const topic of TOPICS) {
        for (const { partition, high } of await admin.fetchTopicOffsets(prefix + topic)) {
          endOffsets[`${prefix}${topic}/${partition}`] = high;
        }
      }
      const watermark: Watermark = { T: new Date().toISOString(), endOffsets, lagMs: 0 };
      const messages = [{ key: 'catalog', value: JSON.stringify(watermark) }];
      await producer.send({ topic: watermarkTopic('catalog', prefix), messages });
      await sleep(EVERY_MS);
    }
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      await running;
    },
  };
}
