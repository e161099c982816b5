import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { newId } from '../kernel/ids.js';
import { databaseOf, NoteWritten, Notes } from '../testing/notes.js';
import { describeWithServers, eventually, testDatabase, testTopics, type TestDatabase } from '../testing/stores.js';
import { TcpProxy } from '../testing/tcp-proxy.js';
import { connect } from 'node:net';
import { KafkaPublisher } from './event-publisher.js';
import { oplogUsed } from './oplog-watch.js';
import { RelaySource } from './relay-source.js';
import { Relay, type RelayOptions } from './relay.js';

const WATERMARKS = 'review.watermarks';

describeWithServers("A relay's alarms", () => {
  const topics = testTopics('alarms');
  let database: TestDatabase;
  let notes: Notes;
  let db: mongoose.mongo.Db;
  let running: Relay[];
  let line: TcpProxy;
  let seen: { published: number; errors: string[]; ratios: (number | undefined)[]; watermarks: number };

  beforeAll(() => topics.create([NoteWritten.topic, WATERMARKS], 1));
  afterAll(() => topics.drop());
  beforeEach(async () => {
    database = await testDatabase('alarms');
    notes = await Notes.in(database);
    db = databaseOf(database);
    running = [];
    seen = { published: 0, errors: [], ratios: [], watermarks: 0 };
    const [host = '', port = ''] = topics.brokers[0]?.split(':') ?? [];
    line = new TcpProxy({ host, port: Number(port) });
    await line.open();
  });
  afterEach(async () => {
    await Promise.all(running.map((relay) => relay.stop()));
    await line.cut();
    await database.drop();
  });

  function start(more: Partial<RelayOptions> = {}): Relay {
    const kafka = new kafkajs.Kafka({
      clientId: 'relay',
      brokers: topics.brokers,
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 500,
      retry: { retries: 1, initialRetryTime: 50 },
      socketFactory: ({ onConnect }) => connect({ host: '127.0.0.1', port: line.port }, onConnect),
    });
    const relay = new Relay(db, {
      service: 'review',
      instance: newId(),
      topics: [NoteWritten.topic],
      topicPrefix: topics.prefix,
      source: new RelaySource(db, ['notes']),
      publisher: new KafkaPublisher(kafka),
      observer: {
        published: (count) => void (seen.published += count),
        watermark: () => void seen.watermarks++,
        leading: () => undefined,
        broker: () => undefined,
        oplogUsed: (ratio) => void seen.ratios.push(ratio),
        log: (level, message) => void (level === 'error' && seen.errors.push(message)),
      },
      watermarkEveryMs: 50,
      oplogEveryMs: 50,
      ...more,
    });
    running.push(relay);
    relay.start();
    return relay;
  }

  it('measure its place against the whole oplog of a real store', async () => {
    const now = await new RelaySource(db, []).operationTime();
    const earlier = (seconds: number) => new mongoose.mongo.Timestamp({ t: now.getHighBitsUnsigned() - seconds, i: 0 });
    expect(await oplogUsed(db, now)).toBeLessThan(0.05);
    const [hour, day] = [await oplogUsed(db, earlier(3_600)), await oplogUsed(db, earlier(86_400))];
    expect(day / hour).toBeCloseTo(24, 0);
    expect(await oplogUsed(db, new mongoose.mongo.Timestamp({ t: 1, i: 0 }))).toBeGreaterThan(1);
  });

  it('are silent while all is well, and know nothing where it is not active', async () => {
    const relay = start();
    await eventually(() => expect(seen.ratios.at(-1)).toBeLessThan(0.05));
    await relay.stop();
    expect(seen.ratios.at(-1)).toBeUndefined();
    expect(seen.errors).toEqual([]);
  });

  it('see its place stand still while the broker is away, however often the store is written to', async () => {
    const at: number[] = [];
    // Seconds since the newest commit of this test stand for an oplog of 4 s.
    const usedBy = async (place: mongoose.mongo.Timestamp) => {
      at.push(place.getHighBitsUnsigned());
      return ((await new RelaySource(db, []).operationTime()).getHighBitsUnsigned() - place.getHighBitsUnsigned()) / 4;
    };
    start({ oplogUsed: usedBy });
    await eventually(() => expect(seen.watermarks).toBeGreaterThan(0));
    await line.cut();
    await notes.add(newId(), 'waits');
    await eventually(() => expect(seen.errors).toEqual([expect.stringContaining('falls out of the oplog')]));
    expect(Math.max(...seen.ratios.map((ratio) => ratio ?? 0))).toBeGreaterThanOrEqual(0.25);
    await line.open();
    await eventually(() => expect(seen.published).toBe(1));
    await eventually(() => expect(seen.ratios.at(-1)).toBeLessThan(0.25));
  });
});
