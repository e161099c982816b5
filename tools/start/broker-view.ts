import { groupIdOf } from '#common/broker/consumer-group.js';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { metaOf, type EventMeta } from '#common/events/cloud-event.js';
import { deadLetterTopic } from '#common/inbox/dead-letters/dead-letters.js';
import { consumedTopics, producedTopics, type ServiceMap } from '#common/service/service-map.js';

export interface PublishedRecord {
  readonly topic: string;
  readonly meta: EventMeta;
  readonly data: unknown;
}

/** Consumers that come no further for so long have stopped. */
const STANDS_STILL_MS = 60_000;
/** Six years of records take a slow machine minutes. */
const DRAINED_WITHIN_MS = 600_000;

/** The broker as seen from outside the services: the offsets of the consumer groups, and all records. */
export class BrokerView {
  private readonly kafka: Kafka;
  private admin: Admin | undefined;

  constructor(
    brokers: readonly string[],
    private readonly prefix: string,
    private readonly maps: readonly ServiceMap[],
  ) {
    this.kafka = new kafkajs.Kafka({ clientId: 'start', brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  }

  async close(): Promise<void> {
    await this.admin?.disconnect();
  }

  /** Waits until every consumer group has read to the end, twice in a row. @throws with the group that is behind */
  async drained(): Promise<void> {
    const begun = Date.now();
    let [behind, movedAt]: [string | undefined, number] = ['not looked yet', begun];
    let calm = 0;
    while (Date.now() < Math.min(movedAt + STANDS_STILL_MS, begun + DRAINED_WITHIN_MS)) {
      const now = await this.behind();
      if (now !== behind) [behind, movedAt] = [now, Date.now()];
      calm = behind === undefined ? calm + 1 : 0;
      if (calm === 2) return;
      await sleep(30);
    }
    throw new Error(`Consumers did not catch up: ${behind}`);
  }

  /** Every event on the published topics, once each, even if the relay sent it again. */
  async events(): Promise<readonly PublishedRecord[]> {
    const topics = this.maps.flatMap((map) => producedTopics(map)).filter((topic) => !topic.endsWith('.internal'));
    const records = new Map<string, PublishedRecord>();
    await this.readAll(topics, (topic, headers, value) => {
      const meta = metaOf(headers);
      records.set(meta.id, { topic, meta, data: JSON.parse(value.toString()) as unknown });
    });
    return [...records.values()];
  }

  async deadLetters(): Promise<number> {
    const topics = this.maps.flatMap((map) => consumedTopics(map).map((topic) => deadLetterTopic(topic, map.service)));
    const ends = await Promise.all(topics.map((topic) => this.ends(topic)));
    return ends.flat().reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  }

  private async behind(): Promise<string | undefined> {
    const admin = await this.connected();
    for (const map of this.maps) {
      const groups = [
        ...(map.consumers.length > 0
          ? [{ group: map.service as string, topics: map.consumers.map(([event]) => event.topic) }]
          : []),
        ...map.projections.map(({ name, consumes }) => ({
          group: `${map.service}.${name}`,
          topics: consumes.map((event) => event.topic),
        })),
      ];
      for (const { group, topics } of groups) {
        const names = [...new Set(topics)];
        const committed = await admin.fetchOffsets({
          groupId: groupIdOf(this.prefix, group),
          topics: names.map((topic) => this.prefix + topic),
        });
        for (const { topic, partitions } of committed) {
          const ends = await this.ends(topic.slice(this.prefix.length));
          for (const { partition, high } of ends) {
            const offset = partitions.find((one) => one.partition === partition)?.offset ?? '-1';
            const left = Number(high) - Math.max(0, Number(offset));
            if (left > 0) return `${group} on ${topic}/${partition}, ${left} records`;
          }
        }
      }
    }
    return undefined;
  }

  private async ends(topic: string) {
    return (await this.connected()).fetchTopicOffsets(this.prefix + topic);
  }

  private async connected(): Promise<Admin> {
    if (this.admin === undefined) {
      this.admin = this.kafka.admin();
      await this.admin.connect();
    }
    return this.admin;
  }

  private async readAll(
    topics: readonly string[],
    take: (topic: string, headers: Parameters<typeof metaOf>[0], value: Buffer) => void,
  ): Promise<void> {
    const left = new Map<string, number>();
    for (const topic of topics) {
      for (const { partition, high } of await this.ends(topic))
        if (Number(high) > 0) left.set(`${topic}/${partition}`, Number(high));
    }
    if (left.size === 0) return;
    const consumer = this.kafka.consumer({ groupId: `figures-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => this.prefix + topic), fromBeginning: true });
    try {
      await new Promise<void>((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        const run = consumer.run({
          autoCommit: false,
          eachMessage: async ({ topic, partition, message }) => {
            const name = topic.slice(this.prefix.length);
            take(name, message.headers, message.value ?? Buffer.alloc(0));
            const place = `${name}/${partition}`;
            if (Number(message.offset) + 1 >= (left.get(place) ?? 0)) left.delete(place);
            if (left.size === 0) resolve();
          },
        });
        run.catch(reject);
      });
    } finally {
      await consumer.disconnect();
    }
  }
}
