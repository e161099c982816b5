import { groupIdOf } from '#common/broker/consumer-group.js';
import kafkajs, { type Admin } from 'kafkajs';
import type mongoose from 'mongoose';
import { ANCHORS } from '#common/audit/anchor.js';
import { addDays, endOfDay, type Day } from '#common/kernel/day.js';
import type { ServiceMap } from '#common/service/service-map.js';
import { SERVICES } from '../../../tools/services.js';
import type { Direct } from '../ground/ground.js';
import { clockOf, collectionsOf, copyOf, Stores } from './stores.js';

interface Group {
  readonly groupId: string;
  readonly topics: readonly string[];
}

/** What is still under way between the services, as seen in the stores and at the broker. */
export class Backlog {
  private readonly stores: Stores;
  private admin: Admin | undefined;

  constructor(
    private readonly direct: Direct,
    /** False for the naive build, which keeps no record of unsent events. */
    private readonly hasRelays = true,
  ) {
    this.stores = new Stores(direct);
  }

  /** What has not arrived yet, in words; empty when all has. @throws when a store or the broker is down */
  async look(): Promise<readonly string[]> {
    const relays = this.hasRelays ? SERVICES.flatMap((map) => [this.overdue(map), this.unsent(map)]) : [];
    const behind = (await Promise.all(relays)).flat();
    // Unsent events will still be read, so the offsets at the broker would prove nothing now.
    return behind.length > 0 ? behind : this.unread();
  }

  /** What people were not told yet, in words: it comes some seconds after the save that it is about. */
  async untold(): Promise<readonly string[]> {
    if (!this.hasRelays) return [];
    const waiting = SERVICES.map(async (map) => {
      const db = this.stores.db(map.service);
      const now = (await clockOf(db)) ?? new Date(0);
      const told = { $or: [{ 'untold.0': { $exists: true } }, { 'waiting.tellAt': { $lte: now.toISOString() } }] };
      const mail = { dueAt: { $lte: now }, failed: { $exists: false } };
      const counts = await Promise.all([
        ...collectionsOf(map).map((collection) => db.collection(collection).countDocuments(told)),
        db.collection('notice_mail').countDocuments(mail),
      ]);
      return counts.some((count) => count > 0) ? [`${map.service} has people to tell`] : [];
    });
    return (await Promise.all(waiting)).flat();
  }

  async close(): Promise<void> {
    await this.admin?.disconnect().catch(() => undefined);
    await this.stores.close();
  }

  /** A timer that failed is retried later. Until it has run, its effects are still under way. */
  private async overdue(map: ServiceMap): Promise<readonly string[]> {
    const db = this.stores.db(map.service);
    const now = await clockOf(db);
    if (now === undefined) return [];
    const due = await Promise.all(
      collectionsOf(map).map((collection) => db.collection(collection).countDocuments({ dueAt: { $lte: now } })),
    );
    const [anchor] = await db
      .collection<{ state: { sealed?: { day: Day } } }>(ANCHORS)
      .find({ 'state.sealed.day': { $exists: true } })
      .sort({ 'state.sealed.day': -1 })
      .limit(1)
      .toArray();
    const day = anchor?.state.sealed?.day;
    const isAnchored = day !== undefined && endOfDay(addDays(day, 1)) > now;
    return [
      ...(due.some((count) => count > 0) ? [`${map.service} has deadlines that have passed`] : []),
      ...(isAnchored ? [] : [`${map.service} has not anchored the day before`]),
    ];
  }

  private async unsent(map: ServiceMap): Promise<readonly string[]> {
    const { service } = map;
    const db = this.stores.db(service);
    const lease = await db
      .collection<{ _id: string; tokenTime?: mongoose.mongo.Timestamp }>('leases')
      .findOne({ _id: 'relay' });
    const behind: string[] = [];
    for (const collection of collectionsOf(map)) {
      const [newest] = await db
        .collection<{ ts: mongoose.mongo.Timestamp }>(collection)
        .find({ 'out.0': { $exists: true } }, { projection: { ts: 1 } })
        .sort({ ts: -1 })
        .limit(1)
        .toArray();
      if (newest !== undefined && (lease?.tokenTime === undefined || newest.ts.comp(lease.tokenTime) > 0))
        behind.push(`${service}'s relay has not sent the newest of ${collection}`);
    }
    const parked = await db.collection('parked_events').countDocuments({});
    if (parked > 0) behind.push(`${service} has ${parked} events parked`);
    return behind;
  }

  private async unread(): Promise<readonly string[]> {
    const admin = await this.connected();
    const groups = (await Promise.all(SERVICES.map((map) => this.groupsOf(map)))).flat();
    const topics = [...new Set(groups.flatMap((group) => group.topics))];
    const ends = new Map(
      await Promise.all(
        topics.map(async (topic) => [topic, await admin.fetchTopicOffsets(this.direct.topicPrefix + topic)] as const),
      ),
    );
    const behind = await Promise.all(
      groups.map(async ({ groupId, topics: read }) => {
        const names = read.map((topic) => this.direct.topicPrefix + topic);
        const committed = await admin.fetchOffsets({
          groupId: groupIdOf(this.direct.topicPrefix, groupId),
          topics: names,
        });
        return committed.flatMap(({ topic, partitions }) => {
          const of = ends.get(topic.slice(this.direct.topicPrefix.length)) ?? [];
          const late = of.filter(({ partition, high }) => {
            const offset = partitions.find((one) => one.partition === partition)?.offset ?? '-1';
            return Number(high) > Math.max(0, Number(offset));
          });
          return late.map(({ partition }) => `${groupId} has not read ${topic}/${partition} to its end`);
        });
      }),
    );
    return behind.flat();
  }

  private async connected(): Promise<Admin> {
    if (this.admin === undefined) {
      const brokers = this.direct.kafkaBrokers.split(',');
      const kafka = new kafkajs.Kafka({ clientId: 'verify', brokers, logLevel: kafkajs.logLevel.NOTHING });
      const admin = kafka.admin({ retry: { retries: 2 } });
      await admin.connect();
      this.admin = admin;
    }
    return this.admin;
  }

  /** The consumer groups of a service: one for its consumers, and one for each read model. */
  private async groupsOf({ service, consumers, projections }: ServiceMap): Promise<readonly Group[]> {
    const own: readonly Group[] =
      consumers.length > 0 ? [{ groupId: service, topics: consumers.map(([event]) => event.topic) }] : [];
    const models = projections.map(async (projection) => ({
      groupId: (await copyOf(this.stores.db(service), service, projection)).group,
      topics: projection.consumes.map((event) => event.topic),
    }));
    const all = [...own, ...(await Promise.all(models))];
    return all.map(({ groupId, topics }) => ({ groupId, topics: [...new Set(topics)] }));
  }
}
