import mongoose from 'mongoose';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { readTopics } from './topic-reader.js';

/** Every document of a database, by collection. */
export async function everyDocument(url: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const connection = await mongoose.createConnection(url, { autoIndex: false, autoCreate: false }).asPromise();
  try {
    const { db } = connection;
    if (db === undefined) throw new Error('The store is not connected.');
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const contents = names.map(async (name) => [name, await db.collection(name).find().toArray()] as const);
    return Object.fromEntries(await Promise.all(contents));
  } finally {
    await connection.close();
  }
}

/** Every record that lies on a topic with this prefix, headers included. */
export async function everyRecord(brokers: readonly string[], prefix: string): Promise<readonly object[]> {
  const admin = kafkaClient({ brokers: [...brokers], clientId: 'everything' }, () => undefined).admin();
  await admin.connect();
  const names = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
  const offsets = (await Promise.all(names.map((name) => admin.fetchTopicOffsets(name)))).flat();
  await admin.disconnect();
  const reader = await readTopics([...brokers], names);
  const records = await reader.count(offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0));
  await reader.stop();
  return records.map(({ value, ...record }) => ({ ...record, value: value?.toString('utf8') ?? null }));
}
