import { execFile } from 'node:child_process';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { newId } from '#common/kernel/ids.js';
import { topicsOf } from '#common/service/format/topic-format.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, testTopics, type TestDatabase } from '#testing/stores.js';
import { SERVICES } from '../services.js';

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

describeWithServers('npm run ops -- empty', () => {
  const topics = testTopics('empty');
  const databases = new Map<string, TestDatabase>();

  const ops = (...args: readonly string[]): Promise<Answer> =>
    new Promise((resolve) => {
      const stores = [...databases].map(([service, { url }]) => [`MONGO_URL_${service.toUpperCase()}`, url]);
      const env = {
        PATH: process.env['PATH'],
        KAFKA_BROKERS: topics.brokers.join(','),
        TOPIC_PREFIX: topics.prefix,
        ...(Object.fromEntries(stores) as Readonly<Record<string, string>>),
      };
      execFile(process.execPath, ['dist/ops.cjs', ...args], { env }, (failed, out, error) =>
        resolve({ code: failed === null ? 0 : Number(failed.code), out, error }),
      );
    });
  const databaseAt = (service: string) => databaseOf(databases.get(service) as TestDatabase);
  const kafka = kafkaClient({ brokers: topics.brokers, clientId: 'test' }, () => undefined);
  const ownTopics = async () => (await topicsOf(kafka)).filter((topic) => topic.startsWith(topics.prefix));
  const recordsAt = (service: string, collection: string) =>
    databaseAt(service).collection(collection).countDocuments();

  beforeAll(async () => {
    for (const { service } of SERVICES) databases.set(service, await testDatabase(`empty_${service}`));
    await databaseAt('intake').collection<{ _id: string }>('suppliers').insertOne({ _id: newId() });
    await databaseAt('intake').collection('key_checks').insertOne({});
    await databaseAt('catalog').collection('consumed_offsets').insertOne({});
    await topics.create(['intake.applications', 'of.another.program']);
  }, 60_000);
  afterAll(async () => {
    for (const database of databases.values()) await database.drop();
    await topics.drop();
  });

  it('R-52: is what the other commands name when they meet a store or topics of before', async () => {
    for (const args of [['topics'], ['audit', 'refold', 'intake']]) {
      const { code, error } = await ops(...args);
      expect({ code, error }).toEqual({
        code: 1,
        error: expect.stringContaining('npm run ops -- empty --yes') as string,
      });
    }
  });

  it('deletes nothing without --yes, and says what it would delete', async () => {
    for (const args of [[], ['--yes', '--dry-run']]) {
      const { code, out } = await ops('empty', ...args);
      expect([code, out]).toEqual([0, expect.stringContaining('intake: 2 would be deleted: key_checks, suppliers')]);
      expect(out).toContain('the store of review: nothing to delete');
      expect(out).toContain(`the broker: 1 would be deleted: ${topics.name('intake.applications')}`);
    }
    expect([await recordsAt('intake', 'suppliers'), await ownTopics()]).toMatchObject([1, { length: 2 }]);
    expect(await ops('empty', 'intake')).toMatchObject({ code: 2 });
  });

  it('deletes nothing where a store has a number: the rest belongs to the same installation', async () => {
    const formats = databaseAt('contracts').collection<{ _id: string; format: number; readableFrom: number }>(
      'formats',
    );
    await formats.insertOne({ _id: 'store', format: 2, readableFrom: 1 });
    const { code, error } = await ops('empty', '--yes');
    expect([code, error]).toEqual([
      1,
      expect.stringContaining('Nothing is deleted, since these have a format number: the store of contracts.'),
    ]);
    expect([await recordsAt('intake', 'suppliers'), await ownTopics()]).toMatchObject([1, { length: 2 }]);
    await formats.drop();
  });

  it('deletes what has no number, and the topics can be made anew', async () => {
    const { code, out } = await ops('empty', '--yes', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([0, { deleted: true }]);
    for (const service of ['intake', 'catalog'])
      expect(await databaseAt(service).listCollections().toArray()).toEqual([]);
    expect(await ownTopics()).toEqual([topics.name('of.another.program')]);
    expect(await ops('topics')).toMatchObject({ code: 0 });
    expect(await ownTopics()).toContain(topics.name('format.1'));
    expect((await ops('empty', '--yes')).out).toContain('the broker: nothing to delete');
    expect(await ownTopics()).toContain(topics.name('intake.applications'));
  });
});
