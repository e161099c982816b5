import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, ITopicConfig, Kafka } from 'kafkajs';
import { auditAnchoredOf } from '../events/definitions/audit-anchored.js';
import { deadLetterTopic } from '../inbox/dead-letters/dead-letters.js';
import { watermarkTopic } from '../broker/watermark.js';
import { consumedTopics, producedTopics, type ServiceMap } from './service-map.js';

export interface TopicPlan {
  readonly topic: string;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly configEntries: { readonly name: string; readonly value: string }[];
}

export interface TopicSettings {
  readonly prefix: string;
  readonly partitions: number;
  readonly replication: number;
}

const DAY_MS = 86_400_000;

/** Every topic of these services. Events and dead letters are kept forever, watermarks for a day. */
export function topicPlan(
  maps: readonly ServiceMap[],
  { prefix, partitions, replication }: TopicSettings,
): TopicPlan[] {
  const inSync = { name: 'min.insync.replicas', value: String(Math.max(1, Math.min(2, replication - 1))) };
  const plan = (topic: string, numPartitions: number, retentionMs: number): TopicPlan => ({
    topic,
    numPartitions,
    replicationFactor: replication,
    configEntries: [{ name: 'retention.ms', value: String(retentionMs) }, inSync],
  });
  return maps.flatMap((map) => [
    ...producedTopics(map).map((topic) =>
      // Each part of an anchor is an aggregate: one partition keeps the parts, and the days, in order.
      plan(prefix + topic, topic === auditAnchoredOf[map.service].topic ? 1 : partitions, -1),
    ),
    ...consumedTopics(map).map((topic) => plan(deadLetterTopic(prefix + topic, map.service), 1, -1)),
    plan(watermarkTopic(map.service, prefix), 1, DAY_MS),
  ]);
}

/**
 * Creates what is missing and changes nothing that is there. The number of a topic's partitions never changes: a
 * subject's next event could otherwise go to another partition and overtake its earlier ones.
 */
export async function createTopics(kafka: Kafka, plan: readonly TopicPlan[], dryRun = false): Promise<string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = plan.filter(({ topic }) => !existing.has(topic));
    if (missing.length > 0 && !dryRun) await createAndAwait(admin, missing);
    return missing.map(({ topic }) => topic);
  } finally {
    await admin.disconnect();
  }
}

const LEADERS_WITHIN_MS = 30_000;

/**
 * Creates topics and waits until every partition has a leader. kafkajs waits too, but gives up on a broker that does
 * not know the new topic yet, which takes a moment under load.
 */
export async function createAndAwait(admin: Admin, topics: readonly ITopicConfig[]): Promise<void> {
  await admin.createTopics({ topics: topics.map((topic) => ({ ...topic })), waitForLeaders: false });
  const names = topics.map(({ topic }) => topic);
  const end = performance.now() + LEADERS_WITHIN_MS;
  while (!(await haveLeaders(admin, names))) {
    if (performance.now() >= end)
      throw new Error(`No leader after ${LEADERS_WITHIN_MS} ms for one of ${names.join(', ')}.`);
    await sleep(100);
  }
}

const haveLeaders = (admin: Admin, names: string[]): Promise<boolean> =>
  admin.fetchTopicMetadata({ topics: names }).then(
    ({ topics }) =>
      topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)),
    () => false,
  );
