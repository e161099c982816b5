import kafkajs from 'kafkajs';
import { describeWithServers, eventually, testDatabase, testTopics } from './stores.js';

describeWithServers('The servers of a test run', () => {
  it('give each suite a database of its own, with transactions and change streams', async () => {
    const first = await testDatabase();
    const second = await testDatabase();
    const rows = first.connection.collection('rows');
    const changes = rows.watch();
    const seen = changes.next();
    await first.connection.transaction(async (session) => {
      await rows.insertOne({ n: 1 }, { session });
      await rows.insertOne({ n: 2 }, { session });
    });
    expect((await seen)?.operationType).toBe('insert');
    expect(await rows.countDocuments()).toBe(2);
    expect(await second.connection.collection('rows').countDocuments()).toBe(0);
    await changes.close();
    await Promise.all([first.drop(), second.drop()]);
  });

  it('give each suite topics of its own, made by name and never by use', async () => {
    const topics = testTopics();
    await topics.create(['intake.applications'], 2);
    const kafka = new kafkajs.Kafka({ clientId: 'spec', brokers: topics.brokers, logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer({ allowAutoTopicCreation: false, retry: { retries: 1 } });
    await producer.connect();
    await producer.send({ topic: topics.name('intake.applications'), acks: -1, messages: [{ key: 'a', value: '1' }] });
    await expect(producer.send({ topic: topics.name('other'), messages: [{ value: '1' }] })).rejects.toThrow();
    await producer.disconnect();

    const admin = kafka.admin();
    await admin.connect();
    const ours = async (): Promise<string[]> =>
      (await admin.listTopics()).filter((topic) => topic.startsWith(topics.prefix));
    expect(await ours()).toEqual([topics.name('intake.applications')]);
    await topics.drop();
    await eventually(async () => expect(await ours()).toEqual([]));
    await admin.disconnect();
  });
});
