import kafkajs, { type Kafka } from 'kafkajs';
import mongoose from 'mongoose';
import { connect } from 'node:net';
import { metaOf } from '../events/cloud-event.js';
import { newId } from '../kernel/ids.js';
import { databaseOf, NoteWritten, Notes } from '#testing/notes.js';
import { testSigner } from '#testing/proofs.js';
import { describeWithServers, eventually, testDatabase, testTopics, type TestDatabase } from '#testing/stores.js';
import { TcpProxy } from '#infrastructure/tcp-proxy.js';
import { readTopics } from '#testing/topic-reader.js';
import { KafkaPublisher, type EventPublisher, type OutgoingRecord } from '../broker/publisher.js';
import { Relay } from './relay.js';
import type { RelayObserver } from './relay-observer.js';
import { RelaySource, type CommitStream } from './relay-source.js';
import type { Watermark } from '../broker/watermark.js';

const BATCH_BYTES_MAX = 512 * 1024;
const WATERMARKS = 'review.watermarks';

interface Log {
  readonly record: OutgoingRecord;
  readonly at: number;
}

/** A broker in memory that can refuse, and be slow. */
class FakeBroker implements EventPublisher {
  readonly log: Log[] = [];
  readonly batches: (readonly OutgoingRecord[])[] = [];
  refusals = 0;
  gate: Promise<void> = Promise.resolve();
  offsetsGate = (): Promise<void> => Promise.resolve();

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (records[0]?.topic !== WATERMARKS) {
      await this.gate;
      if (this.refusals-- > 0) throw new Error('refused');
      this.batches.push(records);
    }
    this.log.push(...records.map((record) => ({ record, at: performance.now() })));
  }

  async endOffsets(): Promise<Readonly<Record<string, string>>> {
    await this.offsetsGate();
    return { 'review.notes/0': String(this.events.length) };
  }

  holdsSince(topic: string, time: Date): Promise<boolean> {
    const records = this.log.map(({ record }) => record).filter((record) => record.topic === topic);
    return Promise.resolve(records.some(({ timestamp }) => timestamp !== undefined && timestamp >= time));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get events(): OutgoingRecord[] {
    return this.log.map(({ record }) => record).filter(({ topic }) => topic !== WATERMARKS);
  }

  get texts(): string[] {
    return this.events.map(textIn);
  }

  get watermarks(): { at: number; mark: Watermark }[] {
    return this.log
      .filter(({ record }) => record.topic === WATERMARKS)
      .map(({ record, at }) => ({ at, mark: JSON.parse(String(record.value)) as Watermark }));
  }
}

const textIn = ({ value }: { readonly value: string | Buffer | null }): string =>
  (JSON.parse(String(value)) as { text: string }).text;

const bytesOf = (records: readonly OutgoingRecord[]): number =>
  records.reduce((sum, { value }) => sum + Buffer.byteLength(String(value)), 0);

interface LeaseRow {
  readonly _id: string;
  readonly epoch: number;
  readonly owner: string;
  readonly token?: unknown;
}

/**
 * A watermark that was made after everything written so far: nothing committed before it is still on its way, and the
 * scan of a first start, whose finds the stream may bring a second time, is over.
 */
async function everythingSeen(broker: FakeBroker): Promise<void> {
  const before = broker.watermarks.length;
  await eventually(() => expect(broker.watermarks.length).toBeGreaterThanOrEqual(before + 2));
}

describeWithServers('A relay', () => {
  let database: TestDatabase;
  let notes: Notes;
  let db: mongoose.mongo.Db;
  let running: Relay[];
  const leading = new Set<string>();

  beforeEach(async () => {
    database = await testDatabase('relay');
    notes = await Notes.in(database);
    db = databaseOf(database);
    running = [];
    leading.clear();
  });
  afterEach(async () => {
    await Promise.all(running.map((relay) => relay.stop()));
    await database.drop();
  });

  const observerOf = (instance: string): RelayObserver => ({
    published: () => undefined,
    watermark: () => undefined,
    leading: (is) => void (is ? leading.add(instance) : leading.delete(instance)),
    broker: () => undefined,
    storeRestored: () => undefined,
    oplogUsed: () => undefined,
    log: () => undefined,
  });

  function relayTo(
    publisher: EventPublisher,
    more: {
      instance?: string;
      source?: RelaySource;
      on?: mongoose.mongo.Db;
      topicPrefix?: string;
      every?: number;
    } = {},
  ): Relay {
    const on = more.on ?? db;
    const instance = more.instance ?? 'one';
    const relay = new Relay(on, {
      service: 'review',
      instance,
      topics: ['review.notes'],
      topicPrefix: more.topicPrefix ?? '',
      source: more.source ?? new RelaySource(on, ['notes']),
      signer: testSigner('review'),
      publisher,
      observer: observerOf(instance),
      watermarkEveryMs: more.every ?? 50,
    });
    running.push(relay);
    relay.start();
    return relay;
  }

  const isActive = (instance = 'one') => eventually(() => expect([...leading]).toContain(instance));
  const lease = async (): Promise<LeaseRow | null> => db.collection<LeaseRow>('leases').findOne({ _id: 'relay' });
  const published = (broker: FakeBroker, texts: readonly string[]) =>
    eventually(() => expect(broker.texts).toEqual(texts));

  it('publishes what every save left to publish, in the order of the commits, each once', async () => {
    const broker = new FakeBroker();
    relayTo(broker);
    await everythingSeen(broker);
    const [a, b, c] = [newId(), newId(), newId()];
    await notes.add(a, 'a1', 'a2');
    await notes.add(b, 'b1');
    await notes.markRead(a, 'kim');
    await notes.add(a, 'a3');
    await notes.markRead(c, 'lee');
    await notes.add(c, 'c1');
    await notes.add(b, 'b2', 'b3');
    await published(broker, ['a1', 'a2', 'b1', 'a3', 'c1', 'b2', 'b3']);
    await everythingSeen(broker);
    expect(broker.texts).toHaveLength(7);
    const history = await notes.history(a, { actor: { kind: 'system', sub: 'test' }, operation: 'test' });
    const ofA = broker.events.filter(({ key }) => key === a).map(({ headers }) => metaOf(headers));
    expect(ofA.map(({ id, sequence }) => [id, sequence])).toEqual(
      history.filter(({ sequence }) => sequence !== undefined).map(({ id, sequence }) => [id, sequence]),
    );
    expect(ofA.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('keeps the order and loses nothing under concurrent writers', async () => {
    const broker = new FakeBroker();
    relayTo(broker);
    await everythingSeen(broker);
    const ids = Array.from({ length: 12 }, newId);
    await Promise.all(
      ids.map(async (id) => {
        for (let i = 1; i <= 10; i++) await notes.add(id, `${id}/${i}`);
      }),
    );
    await eventually(() => expect(broker.texts).toHaveLength(120));
    for (const id of ids) {
      expect(broker.texts.filter((text) => text.startsWith(id))).toEqual(
        Array.from({ length: 10 }, (_, i) => `${id}/${i + 1}`),
      );
    }
  });

  it('goes on where a broker refused: nothing lost, nothing out of order', async () => {
    const broker = new FakeBroker();
    broker.refusals = 4;
    relayTo(broker);
    await everythingSeen(broker);
    const id = newId();
    for (let i = 1; i <= 8; i++) await notes.add(id, String(i));
    await published(broker, ['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(broker.refusals).toBeLessThan(0);
  });

  it('sends a backlog in batches that a broker takes', async () => {
    const broker = new FakeBroker();
    let open: () => void = () => undefined;
    broker.gate = new Promise((resolve) => (open = resolve));
    relayTo(broker);
    await isActive();
    const ids = Array.from({ length: 40 }, newId);
    await Promise.all(
      ids.map(async (id) => {
        for (let i = 0; i < 10; i++) await notes.add(id, `${id} ${i} `.padEnd(3 * 1024, 'x'));
      }),
    );
    open();
    // On a busy machine the relay may have lost its lease by then, and begin a batch again.
    await eventually(() => expect(new Set(broker.texts).size).toBe(400));
    expect(Math.max(...broker.batches.map(bytesOf))).toBeLessThanOrEqual(BATCH_BYTES_MAX);
    expect(broker.batches.length).toBeLessThan(40);
  });

  it('divides a save that left more than a batch', async () => {
    const broker = new FakeBroker();
    relayTo(broker);
    await everythingSeen(broker);
    const texts = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(200 * 1024));
    await notes.add(newId(), ...texts);
    await published(broker, texts);
    expect(Math.max(...broker.batches.map(bytesOf))).toBeLessThanOrEqual(BATCH_BYTES_MAX);
  });

  it('goes on after a restart where it was, with what was written in between', async () => {
    const broker = new FakeBroker();
    const first = relayTo(broker);
    await everythingSeen(broker);
    const id = newId();
    await notes.add(id, '1');
    await notes.add(id, '2');
    await published(broker, ['1', '2']);
    await everythingSeen(broker);
    await first.stop();
    await notes.add(id, '3');
    await notes.add(id, '4');
    relayTo(broker);
    await published(broker, ['1', '2', '3', '4']);
    await everythingSeen(broker);
    expect(broker.texts).toEqual(['1', '2', '3', '4']);
  });

  it('publishes on its first start what was there before it', async () => {
    const broker = new FakeBroker();
    const id = newId();
    await notes.add(id, '1', '2');
    await notes.markRead(id, 'kim');
    await notes.add(id, '3');
    relayTo(broker);
    await published(broker, ['1', '2', '3']);
  });

  describe('whose place is lost', () => {
    /** Three published, the relay stopped, a fourth that nobody has seen. */
    async function withGap(): Promise<{ broker: FakeBroker; id: string }> {
      const broker = new FakeBroker();
      const first = relayTo(broker);
      await everythingSeen(broker);
      const id = newId();
      await notes.add(id, '1', '2');
      await notes.add(id, '3');
      await published(broker, ['1', '2', '3']);
      await everythingSeen(broker);
      await first.stop();
      await notes.add(id, '4');
      await notes.markRead(id, 'kim');
      return { broker, id };
    }

    /** The whole history again, then what comes. */
    async function republishes(broker: FakeBroker, id: string): Promise<void> {
      await published(broker, ['1', '2', '3', '1', '2', '3', '4']);
      await notes.add(id, '5');
      await published(broker, ['1', '2', '3', '1', '2', '3', '4', '5']);
      const sequences = broker.events.map(({ headers }) => metaOf(headers).sequence);
      expect(sequences).toEqual([1, 2, 3, 1, 2, 3, 4, 5]);
    }

    it('publishes everything again when its token is gone', async () => {
      const { broker, id } = await withGap();
      await db.collection<LeaseRow>('leases').updateOne({ _id: 'relay' }, { $unset: { token: '', tokenTime: '' } });
      relayTo(broker);
      await republishes(broker, id);
    });

    it.each(['8268D0', 'not hex', ''])('publishes again when its token is spoilt: %o', async (data) => {
      const { broker, id } = await withGap();
      await db.collection<LeaseRow>('leases').updateOne({ _id: 'relay' }, { $set: { token: { _data: data } } });
      relayTo(broker);
      await republishes(broker, id);
    });

    it('publishes again when the oplog no longer reaches back to it, at its start or under way', async () => {
      const { broker, id } = await withGap();
      let lost = 0;
      class ShortOplog extends RelaySource {
        override watch(from: Parameters<RelaySource['watch']>[0]): CommitStream {
          if (!('token' in from)) return super.watch(from);
          lost++;
          throw new mongoose.mongo.MongoServerError({ message: 'history lost', code: 286 });
        }
      }
      relayTo(broker, { source: new ShortOplog(db, ['notes']) });
      await republishes(broker, id);
      expect(lost).toBe(1);
    });

    it('leaves alone what was saved long before the place', async () => {
      const { broker } = await withGap();
      const old = new mongoose.mongo.Timestamp({ t: Math.floor(Date.now() / 1_000) - 3_600, i: 1 });
      const quiet = newId();
      await notes.add(quiet, 'long ago');
      await db.collection<{ _id: string }>('notes').updateOne({ _id: quiet }, { $set: { ts: old } });
      class ShortOplog extends RelaySource {
        override watch(from: Parameters<RelaySource['watch']>[0]): CommitStream {
          if ('token' in from) throw new mongoose.mongo.MongoServerError({ message: 'history lost', code: 286 });
          return super.watch(from);
        }
      }
      relayTo(broker, { source: new ShortOplog(db, ['notes']) });
      await published(broker, ['1', '2', '3', '1', '2', '3', '4']);
    });
  });

  it('publishes nothing for a trim, an erasure or a moved timer', async () => {
    const broker = new FakeBroker();
    relayTo(broker);
    await everythingSeen(broker);
    const id = newId();
    await notes.add(id, '1', '2');
    await published(broker, ['1', '2']);
    const rows = db.collection<{ _id: string; history: unknown[] }>('notes');
    await rows.updateOne({ _id: id }, { $set: { 'history.0.data.text': '' } });
    await rows.updateOne({ _id: id }, { $pop: { history: -1 } });
    await rows.updateOne({ _id: id }, { $set: { dueAt: new Date() } });
    await rows.deleteOne({ _id: id });
    await everythingSeen(broker);
    expect(broker.texts).toEqual(['1', '2']);
  });

  it('states in a watermark offsets that cover everything committed before it, and how long ago that was', async () => {
    const broker = new FakeBroker();
    // Slower than markers are made, so that a watermark is of an older marker than the newest.
    broker.offsetsGate = () => new Promise((resolve) => setTimeout(resolve, 120));
    relayTo(broker, { every: 30 });
    await isActive();
    const acknowledged: number[] = [];
    const id = newId();
    while (broker.watermarks.length < 6) {
      await notes.add(id, String(acknowledged.length));
      acknowledged.push(performance.now());
    }
    for (const { at, mark } of broker.watermarks) {
      const provenUpTo = at - mark.lagMs - 20;
      const covered = acknowledged.filter((one) => one < provenUpTo).length;
      expect(Number(mark.endOffsets['review.notes/0'])).toBeGreaterThanOrEqual(covered);
      expect(mark.lagMs).toBeGreaterThanOrEqual(115);
      expect(mark.epoch).toBe((await lease())?.epoch);
    }
  });

  it('starts again after its lease was taken while its queue was full', async () => {
    const broker = new FakeBroker();
    let open: () => void = () => undefined;
    broker.gate = new Promise((resolve) => (open = resolve));
    relayTo(broker);
    await isActive();
    const texts = Array.from({ length: 60 }, (_, i) => `${i}`.padEnd(20 * 1024, 'x'));
    const ids = texts.map(() => newId());
    await Promise.all(texts.map((text, i) => notes.add(ids[i] as string, text)));
    await db
      .collection<LeaseRow>('leases')
      .updateOne({ _id: 'relay' }, { $inc: { epoch: 1 }, $set: { owner: 'thief', expiresAt: new Date(0) } });
    open();
    await eventually(() => expect(new Set(broker.texts)).toEqual(new Set(texts)), { within: 15_000 });
    expect((await lease())?.owner).toBe('one');
  });

  it('is active once: the other takes over within 5 s when the first is cut off, and the first stays silent', async () => {
    const url = new URL(database.url);
    const proxy = new TcpProxy({ host: url.hostname, port: Number(url.port) });
    await proxy.open();
    const far = await mongoose
      .createConnection(proxy.through(database.url), { autoIndex: false, serverSelectionTimeoutMS: 1_000 })
      .asPromise();
    try {
      const [first, second] = [new FakeBroker(), new FakeBroker()];
      relayTo(first, { on: far.db as mongoose.mongo.Db, instance: 'one' });
      await isActive('one');
      relayTo(second, { instance: 'two' });
      await everythingSeen(first);
      const id = newId();
      await notes.add(id, '1');
      await published(first, ['1']);
      await everythingSeen(first);
      expect([...leading]).toEqual(['one']);
      const { epoch = 0 } = (await lease()) ?? {};

      proxy.hold();
      const cutAt = performance.now();
      await notes.add(id, '2');
      await eventually(() => expect(second.texts.at(-1)).toBe('2'));
      expect(performance.now() - cutAt).toBeLessThan(5_000);
      expect(await lease()).toMatchObject({ owner: 'two', epoch: epoch + 1 });

      proxy.release();
      await eventually(() => expect([...leading]).toEqual(['two']));
      await notes.add(id, '3');
      await eventually(() => expect(second.texts.at(-1)).toBe('3'));
      expect(await lease()).toMatchObject({ owner: 'two', epoch: epoch + 1 });
      const known = first.texts.length;
      await everythingSeen(second);
      expect(first.texts).toHaveLength(known);
    } finally {
      proxy.release();
      await running[0]?.stop();
      await far.close();
      await proxy.cut();
    }
  });

  it('hands over at once when it is stopped in good order', async () => {
    const [first, second] = [new FakeBroker(), new FakeBroker()];
    const one = relayTo(first);
    await isActive('one');
    relayTo(second, { instance: 'two' });
    await one.stop();
    const at = performance.now();
    await isActive('two');
    expect(performance.now() - at).toBeLessThan(2_000);
    await notes.add(newId(), 'x');
    await published(second, ['x']);
  });

  describe('on a real broker', () => {
    const topics = testTopics('relay');
    const client = (socketFactory?: kafkajs.ISocketFactory): Kafka =>
      new kafkajs.Kafka({
        clientId: 'relay',
        brokers: topics.brokers,
        logLevel: kafkajs.logLevel.NOTHING,
        connectionTimeout: 500,
        retry: { retries: 1, initialRetryTime: 50 },
        ...(socketFactory && { socketFactory }),
      });
    const names = [NoteWritten.topic, WATERMARKS].map(topics.name);

    beforeAll(() => topics.create([NoteWritten.topic, WATERMARKS], 1));
    afterAll(() => topics.drop());

    it('brings a backlog of 400 × 3 KB to one partition; events as they are written; through an outage too', async () => {
      const [host = '', port = ''] = topics.brokers[0]?.split(':') ?? [];
      const line = new TcpProxy({ host, port: Number(port) });
      await line.open();
      const reader = await readTopics(topics.brokers, [topics.name(NoteWritten.topic)]);
      try {
        const big = newId();
        await notes.add(big, ...Array.from({ length: 80 }, (_, i) => `${i}`.padEnd(3_000, 'x')));
        const others = Array.from({ length: 32 }, newId);
        await Promise.all(others.map((id) => notes.add(id, ...Array.from({ length: 10 }, () => 'y'.repeat(3_000)))));
        const throughLine = ({ onConnect }: kafkajs.ISocketFactoryArgs) =>
          connect({ host: '127.0.0.1', port: line.port }, onConnect);
        relayTo(new KafkaPublisher(client(throughLine)), { topicPrefix: topics.prefix });
        await reader.count(400);

        await line.cut();
        const id = newId();
        for (let i = 0; i < 5; i++) await notes.add(id, `while away ${i}`);
        await line.open();
        await reader.count(405);
        const late = reader.records.filter(({ key }) => key === id);
        expect([...new Set(late.map(textIn))]).toEqual([0, 1, 2, 3, 4].map((i) => `while away ${i}`));
        const bySubject = new Map<string | null, number[]>();
        for (const { key, headers } of reader.records)
          bySubject.set(key, [...(bySubject.get(key) ?? []), metaOf(headers).sequence]);
        for (const sequences of bySubject.values()) {
          expect([...new Set(sequences)]).toEqual(Array.from({ length: Math.max(...sequences) }, (_, i) => i + 1));
        }
      } finally {
        await reader.stop();
        await Promise.all(running.map((relay) => relay.stop()));
        await line.cut();
      }
    });

    it('says in its watermarks how far the topics reach, by their whole names', async () => {
      const reader = await readTopics(topics.brokers, names);
      relayTo(new KafkaPublisher(client()), { topicPrefix: topics.prefix });
      await notes.add(newId(), 'seen');
      const last = await eventually(() => {
        const event = reader.records.find(({ value, topic }) => topic === names[0] && textIn({ value }) === 'seen');
        const watermark = reader.records.findLast(({ topic }) => topic === names[1]);
        const { endOffsets } = JSON.parse(String(watermark?.value)) as Watermark;
        expect(BigInt(endOffsets[`${names[0]}/0`] ?? 0)).toBeGreaterThan(BigInt(event?.offset ?? Infinity));
        return endOffsets;
      });
      expect(Object.keys(last)).toEqual([`${names[0]}/0`]);
      await reader.stop();
    });
  });
});
