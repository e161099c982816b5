import kafkajs from 'kafkajs';
import { kafkaClient } from '../broker/kafka-client.js';
import { describeWithServers, eventually, testTopics } from '#testing/stores.js';
import { alignKeeping, createTopics, type TopicPlan } from './topics.js';

const DAY_MS = 86_400_000;

describeWithServers('S11: how long topics keep their records', () => {
  const topics = testTopics('keeping');
  const kafka = kafkaClient({ brokers: topics.brokers, clientId: 'test' }, () => undefined);
  const admin = kafka.admin();
  beforeAll(() => admin.connect());
  afterAll(async () => {
    await admin.disconnect();
    await topics.drop();
  });

  const planned = (name: string, days: number): TopicPlan => ({
    topic: topics.name(name),
    numPartitions: 1,
    replicationFactor: 1,
    configEntries: [
      { name: 'retention.ms', value: days === -1 ? '-1' : String(days * DAY_MS) },
      ...(days === -1 ? [] : [{ name: 'segment.ms', value: String(DAY_MS) }]),
    ],
    forgets: days !== -1,
  });
  const settingsOf = async (name: string): Promise<Readonly<Record<string, string>>> => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topics.name(name) }],
    });
    return Object.fromEntries(
      (resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]),
    );
  };

  it('is what was planned, and changes with the plan for those that forget; other settings stay', async () => {
    const before = { ...planned('access', 90) };
    before.configEntries.push({ name: 'max.message.bytes', value: '900000' });
    await createTopics(kafka, [before]);
    expect(await alignKeeping(kafka, [planned('access', 90)])).toEqual([]);
    const difference = {
      topic: topics.name('access'),
      name: 'retention.ms',
      value: String(90 * DAY_MS),
      wanted: String(30 * DAY_MS),
      changed: true,
    };
    expect(await alignKeeping(kafka, [planned('access', 30)], true)).toEqual([difference]);
    expect(await settingsOf('access')).toMatchObject({ 'retention.ms': String(90 * DAY_MS) });
    expect(await alignKeeping(kafka, [planned('access', 30)])).toEqual([difference]);
    // The broker answers before the setting can be read back.
    await eventually(async () =>
      expect(await settingsOf('access')).toMatchObject({
        'retention.ms': String(30 * DAY_MS),
        'segment.ms': String(DAY_MS),
        'max.message.bytes': '900000',
      }),
    );
  });

  it('is said, and not changed, where a topic should keep them without an end', async () => {
    await createTopics(kafka, [planned('cases', 7)]);
    const [difference, ...more] = await alignKeeping(kafka, [planned('cases', -1), planned('not-there', -1)]);
    expect(difference).toMatchObject({ name: 'retention.ms', value: String(7 * DAY_MS), wanted: '-1', changed: false });
    expect(more).toEqual([]);
    expect(await settingsOf('cases')).toMatchObject({ 'retention.ms': String(7 * DAY_MS) });
  });
});
