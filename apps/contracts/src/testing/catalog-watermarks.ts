import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaPublisher } from '#common/broker/publisher.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { watermarkTopic, type Watermark } from '#common/broker/watermark.js';
import { provenBy } from '#testing/proofs.js';

const TOPICS = ['catalog.listings', 'catalog.agreements'];
const EVERY_MS = 200;

/** Stands in for catalog's relay: says every moment how far its topics have come. */
export function catalogWatermarks(prefix: string): { stop(): Promise<void> } {
  const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
  const publisher = new KafkaPublisher(kafkaClient({ brokers, clientId: 'watermarks' }, () => undefined));
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const endOffsets = await publisher.endOffsets(
        TOPICS.map((topic) => prefix + topic),
        Date.now(),
      );
      const watermark: Watermark = { T: new Date().toISOString(), endOffsets, lagMs: 0 };
      const topic = watermarkTopic('catalog', prefix);
      await publisher.publish(
        await provenBy('catalog', [{ topic, key: 'catalog', value: JSON.stringify(watermark), headers: {} }]),
      );
      await sleep(EVERY_MS);
    }
    await publisher.close();
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
