import { kafkaClient } from '../../broker/kafka-client.js';
import { newId } from '../../kernel/ids.js';
import { databaseOf, Notes } from '#testing/notes.js';
import { notesMap } from '#testing/notes-service.js';
import { describeWithServers, testDatabase, testTopics, type TestDatabase } from '#testing/stores.js';
import { startService } from '../start-service.js';
import { createTopics, topicPlan } from '../topics.js';
import { StoreFormat, type StoreFormatRow } from './store-format.js';

describeWithServers('R-52: the number of a format', () => {
  const databases: TestDatabase[] = [];
  const topics = testTopics('format');
  const kafka = kafkaClient({ brokers: topics.brokers, clientId: 'test' }, () => undefined);
  const planOf = (prefix: string) => topicPlan([notesMap], { prefix, partitions: 1, replication: 1 });
  async function store(): Promise<TestDatabase> {
    const database = await testDatabase('format');
    databases.push(database);
    return database;
  }
  const rowIn = (database: TestDatabase) =>
    databaseOf(database).collection<StoreFormatRow>('formats').findOne({ _id: 'store' });
  const start = (database: TestDatabase, prefix = topics.prefix) =>
    startService(notesMap, {
      PORT: '0',
      MONGO_URL: database.url,
      KAFKA_BROKERS: topics.brokers.join(','),
      TOPIC_PREFIX: prefix,
      AUTH: 'dev',
      LOG_LEVEL: 'error',
      SECURITY_LOG: 'off',
    });

  beforeAll(() => createTopics(kafka, planOf(topics.prefix)));
  afterAll(async () => {
    for (const database of databases) await database.drop();
    await topics.drop();
  });

  it('is written into a new store at the first start, and read at each that follows', async () => {
    const database = await store();
    for (let n = 0; n < 2; n++) {
      const service = await start(database);
      await service.stop();
      expect(await rowIn(database)).toEqual({ _id: 'store', format: 2, readableFrom: 1 });
    }
  });

  it('is written once by many instances that start at the same time', async () => {
    const database = await store();
    const formats = Array.from({ length: 16 }, () => new StoreFormat(databaseOf(database), notesMap).ensure());
    expect(new Set(await Promise.all(formats))).toEqual(new Set(['CURRENT']));
  });

  it('keeps a service from a store that was made before there were numbers, and leaves it as it is', async () => {
    const database = await store();
    await (await Notes.in(database)).add(newId(), 'a');
    await expect(start(database)).rejects.toThrow(
      /^The store of review has no format number.*`npm run ops -- empty --yes`/,
    );
    expect(await rowIn(database)).toBeNull();
    expect(await databaseOf(database).collection('key_checks').countDocuments()).toBe(0);
  });

  it('keeps a service from what a newer build made that it cannot read', async () => {
    const database = await store();
    const formats = databaseOf(database).collection<StoreFormatRow>('formats');
    await formats.insertOne({ _id: 'store', format: 9, readableFrom: 9 });
    await expect(start(database)).rejects.toThrow(/format 9.* start the build that migrated it/);
    await formats.updateOne({ _id: 'store' }, { $set: { readableFrom: 2 } });
    await (await start(database)).stop();
    expect(await rowIn(database)).toMatchObject({ format: 9 });
  });

  it('keeps a service, and the command that makes topics, from topics of before', async () => {
    const old = testTopics('format');
    await old.create(['review.notes']);
    await expect(start(await store(), old.prefix)).rejects.toThrow(/^The broker, for topics .* has no format number/);
    await expect(createTopics(kafka, planOf(old.prefix))).rejects.toThrow('has no format number');
    await old.drop();
  });
});
