import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin, type ITopicConfig, type Kafka } from 'kafkajs';
import { auditAnchoredOf } from '../events/definitions/audit-anchored.js';
import { deadLetterTopic } from '../inbox/dead-letters/dead-letters.js';
import { watermarkTopic } from '../broker/watermark.js';
import { ensureTopicsReadable, formatTopic, prefixNumberedBy } from './format/topic-format.js';
import { confidentialTopics, consumedTopics, producedTopics, type ServiceMap } from './service-map.js';

export interface TopicPlan {
  readonly topic: string;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly configEntries: { readonly name: string; readonly value: string }[];
  /** Its records are gone after a time, and an existing topic is brought to that time. */
  readonly forgets: boolean;
}

export interface TopicSettings {
  readonly prefix: string;
  readonly partitions: number;
  readonly replication: number;
  /** How long confidential topics and their dead letters keep a record. */
  readonly confidentialDays?: number;
}

export const CONFIDENTIAL_TOPIC_DAYS = 90;

const DAY_MS = 86_400_000;

/**
 * Every topic of these services. Events and dead letters are kept forever, watermarks for a day. What tells about
 * people of the review, or about the inside of a service, is kept for `confidentialDays`; the definitions say which.
 */
export function topicPlan(
  maps: readonly ServiceMap[],
  { prefix, partitions, replication, confidentialDays = CONFIDENTIAL_TOPIC_DAYS }: TopicSettings,
): TopicPlan[] {
  const confidential = new Set(maps.flatMap((map) => [...confidentialTopics(map), ...followedConfidential(map)]));
  const inSync = { name: 'min.insync.replicas', value: String(Math.max(1, Math.min(2, replication - 1))) };
  const plan = (topic: string, numPartitions: number, retentionMs: number): TopicPlan => ({
    topic,
    numPartitions,
    replicationFactor: replication,
    configEntries: [{ name: 'retention.ms', value: String(retentionMs) }, inSync],
    forgets: false,
  });
  const eventPlan = (event: string, topic: string, numPartitions: number): TopicPlan => {
    if (!confidential.has(event)) return plan(topic, numPartitions, -1);
    const { configEntries, ...kept } = plan(topic, numPartitions, confidentialDays * DAY_MS);
    // The broker deletes whole segments: with its default of a week the first record of one would outlive its time.
    return { ...kept, configEntries: [...configEntries, { name: 'segment.ms', value: String(DAY_MS) }], forgets: true };
  };
  const topics = maps.flatMap((map) => [
    ...producedTopics(map).map((topic) =>
      // Each part of an anchor is an aggregate: one partition keeps the parts, and the days, in order.
      eventPlan(topic, prefix + topic, topic === auditAnchoredOf[map.service].topic ? 1 : partitions),
    ),
    ...consumedTopics(map).map((topic) => eventPlan(topic, deadLetterTopic(prefix + topic, map.service), 1)),
    plan(watermarkTopic(map.service, prefix), 1, DAY_MS),
  ]);
  return [plan(formatTopic(prefix), 1, -1), ...topics];
}

/** A service has dead letters of them even where the plan does not have their producer. */
const followedConfidential = ({ consumers }: ServiceMap): readonly string[] =>
  consumers.filter(([{ confidential }]) => confidential).map(([{ topic }]) => topic);

/**
 * Creates what is missing and changes nothing that is there. The number of a topic's partitions never changes: a
 * subject's next event could otherwise go to another partition and overtake its earlier ones.
 * @throws FormatRefused where topics are there that this build cannot read
 */
export async function createTopics(kafka: Kafka, plan: readonly TopicPlan[], dryRun = false): Promise<string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = await admin.listTopics();
    const topics = plan.map(({ topic }) => topic);
    const number = topics.find((topic) => prefixNumberedBy(topic) !== undefined);
    const prefix = number === undefined ? undefined : prefixNumberedBy(number);
    const kept = prefix === undefined ? undefined : ensureTopicsReadable(existing, { prefix, topics });
    const there = new Set(existing);
    // Topics of an older format that this build reads keep their number.
    const missing = plan.filter(({ topic }) => !there.has(topic) && !(topic === number && kept !== undefined));
    // The number comes first: a client that sees a topic can see its format.
    const parts = [missing.filter(({ topic }) => topic === number), missing.filter(({ topic }) => topic !== number)];
    for (const part of parts) if (part.length > 0 && !dryRun) await createAndAwait(admin, part.map(withoutForgets));
    return missing.map(({ topic }) => topic);
  } finally {
    await admin.disconnect();
  }
}

const withoutForgets = ({ forgets: _, ...topic }: TopicPlan): ITopicConfig => topic;

/** A topic that is there keeps its records for another time than the plan says. */
export interface KeepingDiffers {
  readonly topic: string;
  readonly name: string;
  readonly value: string;
  readonly wanted: string;
  /** It has the wanted value now, or would have it without `dryRun`. */
  readonly changed: boolean;
}

/**
 * Brings topics that forget to the time that is set. How long any other topic keeps its records is only compared: a
 * reader would miss what is gone, so an operator has to know of the difference, and its cause.
 */
export async function alignKeeping(
  kafka: Kafka,
  plan: readonly TopicPlan[],
  dryRun = false,
): Promise<KeepingDiffers[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const present = plan.filter(({ topic }) => existing.has(topic));
    if (present.length === 0) return [];
    const type = kafkajs.ConfigResourceTypes.TOPIC;
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: present.map(({ topic: name }) => ({ type, name })),
    });
    const differing = present.map((topic) => {
      const entries = resources.find(({ resourceName }) => resourceName === topic.topic)?.configEntries ?? [];
      return { topic, entries, differences: differencesOf(topic, entries) };
    });
    const altered = differing.filter(({ topic, differences }) => topic.forgets && differences.length > 0);
    if (altered.length > 0 && !dryRun)
      await admin.alterConfigs({
        validateOnly: false,
        resources: altered.map(({ topic, entries, differences }) => {
          // The broker takes the list for the whole: what of the topic's own is not in it falls back to a default.
          const own = entries.filter(({ configSource }) => configSource === OWN_OF_TOPIC);
          const kept = new Map(own.map(({ configName, configValue }) => [configName, configValue]));
          for (const { name, wanted } of differences) kept.set(name, wanted);
          return { type, name: topic.topic, configEntries: [...kept].map(([name, value]) => ({ name, value })) };
        }),
      });
    return differing.flatMap(({ differences }) => differences);
  } finally {
    await admin.disconnect();
  }
}

const OWN_OF_TOPIC = kafkajs.ConfigSource.TOPIC_CONFIG;
const KEEPING: readonly string[] = ['retention.ms', 'segment.ms'];

function differencesOf(
  { topic, configEntries, forgets }: TopicPlan,
  entries: readonly { readonly configName: string; readonly configValue: string }[],
): KeepingDiffers[] {
  return configEntries
    .filter(({ name }) => KEEPING.includes(name))
    .flatMap(({ name, value: wanted }) => {
      const value = entries.find(({ configName }) => configName === name)?.configValue;
      return value === undefined || value === wanted ? [] : [{ topic, name, value, wanted, changed: forgets }];
    });
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
