import kafkajs, { type Admin } from 'kafkajs';
import mongoose from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import { consumedTopics } from '#common/service/service-map.js';
import { SERVICES } from '../../../tools/services.js';
import type { Ground } from '../ground/ground.js';
import { groupsOf } from './groups.js';

const LOOK_EVERY_MS = 50;
const AT_MOST_MS = 180_000;
/** Shorter for the naive build, which may have lost the events that are waited for. */
const AT_MOST_NAIVELY_MS = 15_000;

interface PlaceRow {
  readonly _id: string;
  readonly tokenTime?: mongoose.mongo.Timestamp;
}

/** Measures, not through the lines, how long the installation takes to recover. */
export class Probes {
  private readonly admin: Admin;

  private constructor(
    private readonly ground: Ground,
    private readonly store: mongoose.mongo.MongoClient,
    private readonly hasRelays: boolean,
  ) {
    const brokers = [ground.direct.kafkaBrokers];
    const retry = { initialRetryTime: 50, maxRetryTime: 500, retries: 30 };
    const kafka = new kafkajs.Kafka({ clientId: 'probes', brokers, logLevel: kafkajs.logLevel.NOTHING, retry });
    this.admin = kafka.admin();
  }

  /** @param hasRelays false for the naive build, which keeps no record of unsent events */
  static async open(ground: Ground, hasRelays = true): Promise<Probes> {
    const probes = new Probes(ground, await ground.store.client(), hasRelays);
    await probes.admin.connect();
    return probes;
  }

  close(): Promise<void> {
    return this.admin.disconnect();
  }

  /** Milliseconds until a service's relay has sent all that was committed by now. Undefined: not within minutes. */
  async relayDrained(service: ServiceName): Promise<number | undefined> {
    if (!this.hasRelays) return 0;
    const db = this.store.db(service);
    const { operationTime } = await patiently(() => db.command({ ping: 1 }));
    return this.until(async () => {
      const row = await db.collection<PlaceRow>('leases').findOne({ _id: 'relay' });
      return (
        row?.tokenTime !== undefined && row.tokenTime.greaterThanOrEqual(operationTime as mongoose.mongo.Timestamp)
      );
    });
  }

  /** Milliseconds until all that was committed by now has been sent and read. Undefined: not within minutes. */
  async recovered(): Promise<number | undefined> {
    const begun = performance.now();
    const relays = await Promise.all(SERVICE_NAMES.map((service) => this.relayDrained(service)));
    const groups = await this.caughtUp();
    return [...relays, groups].includes(undefined) ? undefined : performance.now() - begun;
  }

  /** Milliseconds until every group has consumed what the topics hold by now. Undefined: not within minutes. */
  private async caughtUp(): Promise<number | undefined> {
    const topics = [...new Set(SERVICES.flatMap(consumedTopics))];
    const { topicPrefix } = this.ground.direct;
    const groups = SERVICES.flatMap((map) => groupsOf(map, topicPrefix));
    const ends = new Map<string, bigint>();
    await patiently(async () => {
      for (const topic of topics)
        for (const { partition, high } of await this.admin.fetchTopicOffsets(topicPrefix + topic))
          ends.set(`${topicPrefix}${topic}/${partition}`, BigInt(high));
    });
    return this.until(async () => {
      for (const { groupId, topics: followed } of groups) {
        const names = followed.map((topic) => topicPrefix + topic);
        const committed = await this.admin.fetchOffsets({ groupId, topics: names });
        const isBehind = committed.some(({ topic, partitions }) =>
          partitions.some(
            ({ partition, offset }) =>
              BigInt(offset) < (ends.get(`${topic}/${partition}`) ?? 0n) && ends.get(`${topic}/${partition}`) !== 0n,
          ),
        );
        if (isBehind) return false;
      }
      return true;
    });
  }

  private async until(isSo: () => Promise<boolean>): Promise<number | undefined> {
    const atMostMs = this.hasRelays ? AT_MOST_MS : AT_MOST_NAIVELY_MS;
    for (const begun = performance.now(); performance.now() - begun < atMostMs; await sleep(LOOK_EVERY_MS)) {
      if (await isSo().catch(() => false)) return performance.now() - begun;
    }
    return undefined;
  }
}

/** Repeats a look that fails, because the store or the broker may be down. */
async function patiently<T>(look: () => Promise<T>): Promise<T> {
  for (const begun = performance.now(); ; await sleep(LOOK_EVERY_MS)) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() - begun > AT_MOST_MS) throw error;
    }
  }
}
