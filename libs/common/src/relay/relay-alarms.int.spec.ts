import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { testSigner } from '#testing/proofs.js';
import { newId } from '../kernel/ids.js';
import { databaseOf, NoteWritten, Notes } from '#testing/notes.js';
import {
  describeWithServers,
  eventually,
  testDatabase,
  testTopics,
  type TestDatabase,
  type TestTopics,
} from '#testing/stores.js';
import { TcpProxy } from '#infrastructure/tcp-proxy.js';
import { connect } from 'node:net';
import { KafkaPublisher } from '../broker/publisher.js';
import { oplogUsed } from './oplog-watch.js';
import { RelaySource } from './relay-source.js';
import { Relay, type RelayOptions } from './relay.js';

const WATERMARKS = 'review.watermarks';

interface LeaseRow {
  readonly _id: string;
  readonly owner: string;
  readonly epoch: number;
  readonly expiresAt: Date;
  readonly tokenTime?: mongoose.mongo.Timestamp;
}

const secondsOf = (time: mongoose.mongo.Timestamp | undefined): number => time?.getHighBitsUnsigned() ?? NaN;

describeWithServers("A relay's alarms", () => {
  let topics: TestTopics;
  let database: TestDatabase;
  let notes: Notes;
  let db: mongoose.mongo.Db;
  let running: Relay[];
  let line: TcpProxy;
  let leases: mongoose.mongo.Collection<LeaseRow>;
  let seen: {
    restored: number;
    published: number;
    errors: string[];
    ratios: (number | undefined)[];
    watermarks: number;
  };

  beforeEach(async () => {
    // Of its own for each test: what another store has published would look like a time to come.
    topics = testTopics('alarms');
    await topics.create([NoteWritten.topic, WATERMARKS], 1);
    database = await testDatabase('alarms');
    notes = await Notes.in(database);
    db = databaseOf(database);
    leases = db.collection<LeaseRow>('leases');
    running = [];
    seen = { restored: 0, published: 0, errors: [], ratios: [], watermarks: 0 };
    const [host = '', port = ''] = topics.brokers[0]?.split(':') ?? [];
    line = new TcpProxy({ host, port: Number(port) });
    await line.open();
  });
  afterEach(async () => {
    await Promise.all(running.map((relay) => relay.stop()));
    await line.cut();
    await Promise.all([database.drop(), topics.drop()]);
  });

  const client = () =>
    new kafkajs.Kafka({
      clientId: 'relay',
      brokers: topics.brokers,
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 500,
      retry: { retries: 1, initialRetryTime: 50 },
      socketFactory: ({ onConnect }) => connect({ host: '127.0.0.1', port: line.port }, onConnect),
    });

  function start(more: Partial<RelayOptions> = {}): Relay {
    const relay = new Relay(db, {
      service: 'review',
      instance: newId(),
      topics: [NoteWritten.topic],
      topicPrefix: topics.prefix,
      source: new RelaySource(db, ['notes']),
      signer: testSigner('review'),
      publisher: new KafkaPublisher(client()),
      observer: {
        published: (count) => void (seen.published += count),
        watermark: () => void seen.watermarks++,
        storeRestored: () => void seen.restored++,
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
    start();
    const before = seen.watermarks;
    await eventually(() => expect(seen.watermarks).toBeGreaterThan(before + 1));
    expect([seen.errors, seen.restored]).toEqual([[], 0]);
  });

  const marksNow = async (n = 2) => {
    const before = seen.watermarks;
    await eventually(() => expect(seen.watermarks).toBeGreaterThanOrEqual(before + n));
  };

  it('tell of a store that was restored, and what is written to it still goes out', async () => {
    const id = newId();
    const first = start();
    await notes.add(id, '1');
    await marksNow();
    const collections = await db.collections();
    const backup = await Promise.all(collections.map((one) => one.find().toArray()));
    const [taken] = (await leases.find().toArray()).map(({ tokenTime }) => tokenTime);
    await notes.add(id, '2, lost');
    await eventually(async () => {
      const { tokenTime } = (await leases.findOne()) ?? {};
      expect(secondsOf(tokenTime)).toBeGreaterThan(secondsOf(taken) + 1);
    });
    await marksNow();
    await first.stop();
    for (const [i, rows] of backup.entries()) {
      await collections[i]?.deleteMany({});
      if (rows.length > 0) await collections[i]?.insertMany(rows);
    }
    expect(seen.restored).toBe(0);

    start();
    await eventually(() => expect(seen.restored).toBe(1));
    expect(seen.errors).toEqual([expect.stringContaining('older than what it has published')]);
    const before = seen.published;
    await notes.add(id, '2, another');
    await eventually(() => expect(seen.published).toBeGreaterThan(before));
    await marksNow();
    expect(seen.restored).toBe(1);
  });

  it('tell of a store that has lost its leases', async () => {
    const first = start();
    await marksNow();
    await first.stop();
    await leases.deleteMany({});
    seen.restored = 0;
    start();
    await eventually(() => expect(seen.restored).toBe(1));
  });

  it('do not take for restored what another instance has published since this one took the lease', async () => {
    const first = start();
    await marksNow();
    await first.stop();
    seen.restored = 0;
    let wake: () => void = () => undefined;
    const slept = new Promise<void>((resolve) => (wake = resolve));
    let asked = 0;
    class Slow extends KafkaPublisher {
      override async holdsSince(topic: string, time: Date): Promise<boolean> {
        if (asked++ === 0) await slept;
        return super.holdsSince(topic, time);
      }
    }
    const paused = start({ publisher: new Slow(client()) });
    await eventually(() => expect(asked).toBe(1));
    const [row] = await leases.find().toArray();
    await leases.updateOne(
      {},
      { $inc: { epoch: 1 }, $set: { owner: 'another', expiresAt: new Date(Date.now() + 60_000) } },
    );
    const later = new Date((secondsOf(row?.tokenTime) + 60) * 1_000);
    const another = new KafkaPublisher(client());
    await another.publish([
      { topic: topics.name(WATERMARKS), key: 'review', value: '{}', headers: {}, timestamp: later },
    ]);
    await another.close();
    wake();
    await paused.stop();
    expect([asked, seen.restored]).toEqual([1, 0]);
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
