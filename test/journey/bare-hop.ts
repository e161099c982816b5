import { EventEmitter, once } from 'node:events';
import { setTimeout as until } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { createAndAwait } from '#common/service/topics.js';
import { DURABLE } from '#common/store/durability.js';
import type { Infrastructure } from '#infrastructure/infrastructure.js';
import { testDatabase } from '#testing/stores.js';

/** The first ones find cold connections and code that is not compiled yet. */
const WARM_UP = 24;
const HOPS = 96;
/** About what an event and its audit entry weigh. */
const BODY = 'x'.repeat(2_000);

const TOPIC = 'bare-hop';

interface Row {
  readonly _id: number;
  readonly body: string;
}

/**
 * What one hop costs this machine without the system: a durable write, its change in the stream, a record to the
 * broker, its reader, and a durable write there. The clients and their settings are those of the services.
 * @returns the median, milliseconds
 */
export async function bareHopMs({ mongoUrl, kafkaBrokers }: Infrastructure, perSecond: number): Promise<number> {
  const database = await testDatabase('hop', mongoUrl);
  const { db } = database.connection;
  if (db === undefined) throw new Error('The connection is not open.');
  const written = db.collection<Row>('written', DURABLE);
  const seen = db.collection<Row>('seen', DURABLE);
  const stream = written.watch<Row>([], { readConcern: { level: 'majority' }, maxAwaitTimeMS: 250 });
  const broker = await brokerClients(kafkaBrokers.split(','));
  const begun = new Map<number, number>();
  const took: number[] = [];
  const hops = new EventEmitter();
  const all = once(hops, 'end');
  const reading = broker.read(async (value) => {
    const row = JSON.parse(value) as Row;
    await seen.insertOne(row);
    took.push(performance.now() - (begun.get(row._id) ?? NaN));
    if (took.length === WARM_UP + HOPS) hops.emit('end');
  });
  stream.on('change', (change) => {
    if (change.operationType === 'insert')
      broker.send(JSON.stringify(change.fullDocument)).catch((error: unknown) => hops.emit('error', error));
  });
  try {
    await reading;
    const start = performance.now();
    for (let i = 0; i < WARM_UP + HOPS; i++) {
      await until(Math.max(0, start + (i * 1_000) / perSecond - performance.now()));
      begun.set(i, performance.now());
      await written.insertOne({ _id: i, body: BODY });
    }
    await all;
  } finally {
    await stream.close();
    await broker.close();
    await database.drop();
  }
  return took.slice(WARM_UP).toSorted((a, b) => a - b)[HOPS / 2] ?? NaN;
}

interface BrokerClients {
  read(handle: (value: string) => Promise<void>): Promise<void>;
  send(value: string): Promise<unknown>;
  close(): Promise<unknown>;
}

/** With the settings of the relay and of the consumer groups. */
async function brokerClients(brokers: string[]): Promise<BrokerClients> {
  const kafka = new kafkajs.Kafka({ clientId: 'hop', brokers, logLevel: kafkajs.logLevel.NOTHING });
  const producer = kafka.producer({
    maxInFlightRequests: 1,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  const consumer = kafka.consumer({ groupId: TOPIC, maxWaitTimeInMs: 500 });
  const admin = kafka.admin();
  await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
  await createAndAwait(admin, [{ topic: TOPIC, numPartitions: 3, replicationFactor: 1 }]);
  return {
    async read(handle) {
      const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
      await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
      await consumer.run({ eachMessage: ({ message }) => handle(String(message.value)) });
      await joined;
    },
    send: (value) => producer.send({ topic: TOPIC, acks: -1, messages: [{ key: 'hop', value }] }),
    close: () => Promise.all([admin.disconnect(), producer.disconnect(), consumer.disconnect()]),
  };
}
