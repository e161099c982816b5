import { groupIdOf } from '../broker/consumer-group.js';
import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import type { StoredEvent } from '../events/stored-event.js';
import { newTraceparent } from '../kernel/trace.js';
import { toRecord } from '../events/cloud-event.js';
import { sha256 } from '../kernel/canonical-json.js';
import type { ConsumerState } from '../broker/consumer-group.js';
import { DeadLetters, type DeadLetter } from '../inbox/dead-letters/dead-letters.js';
import { UnprovenLetters } from '../inbox/dead-letters/unproven-letters.js';
import { systemActor } from '../kernel/actor.js';
import { newId } from '../kernel/ids.js';
import { KafkaPublisher, type OutgoingRecord } from '../broker/publisher.js';
import { databaseOf, NoteWritten } from '#testing/notes.js';
import { FlippingSockets } from '#testing/flipping-sockets.js';
import { provenBy, testProofs } from '#testing/proofs.js';
import { describeWithServers, eventually, testDatabase, testTopics, type TestDatabase } from '#testing/stores.js';
import { TcpProxy } from '#infrastructure/tcp-proxy.js';
import { consumedKey } from './consumed-offsets.js';
import { Projector } from './projector.js';
import type { ProjectedEvent } from './projection.js';

const PARTITIONS = 3;
const WITHIN = { within: 15_000 };

interface Row {
  readonly _id: string;
  readonly sequence: number;
  readonly last: string;
}

describeWithServers('A projector', () => {
  const topics = testTopics('projector');
  const topic = topics.name(NoteWritten.topic);
  const clientOn = (socketFactory?: kafkajs.ISocketFactory): kafkajs.Kafka =>
    new kafkajs.Kafka({
      clientId: 'projector',
      brokers: topics.brokers,
      logLevel: kafkajs.logLevel.NOTHING,
      ...(socketFactory && { socketFactory }),
    });
  const kafka = clientOn();
  const publisher = new KafkaPublisher(kafka);
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let name: string;
  let applied: string[];
  let misread: string[];
  let unproven: string[];
  let states: ConsumerState[];
  const running = new Set<Projector>();

  beforeAll(async () => {
    database = await testDatabase('projector');
    db = databaseOf(database);
    await topics.create([NoteWritten.topic], PARTITIONS);
    await topics.create([`${NoteWritten.topic}.dlq.review`], 1);
  });
  afterAll(async () => {
    await publisher.close();
    await topics.drop();
    await database.drop();
  });
  beforeEach(() => {
    name = `notes-${newId()}`;
    [applied, misread, unproven, states] = [[], [], [], []];
  });
  afterEach(async () => {
    await Promise.all([...running].map((projector) => projector.stop()));
    running.clear();
  });

  function start(more: { on?: mongoose.mongo.Db; line?: FlippingSockets } = {}): Projector {
    const on = more.on ?? db;
    const group = `review.${name}`;
    const deadLetters = new DeadLetters(on, 'review', group, publisher);
    const projector = new Projector({
      kafka: more.line === undefined ? kafka : clientOn(more.line.factory),
      db: on,
      service: 'review',
      projection: { name, collection: name, consumes: [NoteWritten], project },
      copy: { collection: name, group },
      topicPrefix: topics.prefix,
      deadLetters,
      proofs: testProofs(topics.prefix),
      unproven: new UnprovenLetters(on, {
        group,
        deadLetters,
        now: () => new Date(),
        perHour: 10_000,
        observer: { unproven: (_, why) => void unproven.push(why) },
      }),
      now: () => new Date(),
      onApplied: (ids) => applied.push(...ids),
      onMisread: ({ offset }) => misread.push(offset),
      onState: (state) => states.push(state),
    });
    running.add(projector);
    projector.start();
    return projector;
  }

  /** Every event leaves a field of its own, so that one that was lost shows. */
  function project({ meta, data }: ProjectedEvent): Record<string, unknown> | undefined {
    const { text } = data as { text: string };
    if (text === 'says nothing') return undefined;
    if (text === 'a mistake of ours') throw new TypeError('no such field');
    return { last: text, [`at${meta.sequence}`]: text };
  }

  function record(
    subject: string,
    sequence: number,
    text: string,
  ): OutgoingRecord & { headers: Record<string, string>; value: string } {
    const event: StoredEvent = {
      id: newId(),
      type: NoteWritten.name,
      at: new Date(),
      actor: systemActor('test'),
      data: { text },
      correlationId: newId(),
      causationId: newId(),
      traceparent: newTraceparent(),
      version: 1,
      hash: '',
      topic: NoteWritten.topic,
      ceType: NoteWritten.type,
      sequence,
    };
    return toRecord('review', subject, event, topics.prefix);
  }

  const send = async (...records: OutgoingRecord[]) => publisher.publish(await provenBy('review', records));
  const rowsOf = (...ids: string[]) =>
    db
      .collection<Row>(name)
      .find({ _id: { $in: ids } })
      .sort({ _id: 1 })
      .toArray();
  const rowOf = async (id: string) => (await rowsOf(id))[0];

  async function consumedAll(): Promise<void> {
    const ends = await publisher.endOffsets([topic], Math.random());
    await eventually(async () => {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const _id = consumedKey(`review.${name}`, topic, partition);
        const row = await db.collection<{ _id: string; next: number }>('consumed_offsets').findOne({ _id });
        expect(String(row?.next ?? 0)).toBe(ends[`${topic}/${partition}`]);
      }
    }, WITHIN);
  }

  async function rewind(): Promise<void> {
    const admin = kafka.admin();
    await admin.connect();
    await eventually(() => admin.deleteGroups([groupIdOf(topics.prefix, `review.${name}`)]), WITHIN);
    await admin.disconnect();
  }

  it('makes one row of each subject, whole and with the newest, and says how far it has come', async () => {
    const ids = Array.from({ length: 50 }, newId);
    await send(
      ...ids.flatMap((id) => [1, 2, 3].map((n) => record(id, n, `${n}`))),
      record(ids[0] as string, 4, 'says nothing'),
    );
    start();
    await consumedAll();
    expect(await rowsOf(...ids)).toEqual(
      ids.toSorted().map((_id) => ({ _id, sequence: 3, last: '3', at1: '1', at2: '2', at3: '3' })),
    );
    // The projector says what it applied after it has stored the offset that this test waits for.
    await eventually(() => expect(applied).toHaveLength(150), WITHIN);
  });

  it('leaves the same rows whatever is sent twice, late, or read again from offset 0', async () => {
    const [a, b] = [newId(), newId()];
    const first = record(a, 1, 'a1');
    await send(first, record(b, 1, 'b1'), first, record(a, 2, 'a2'), first, record(a, 1, 'late'));
    const projector = start();
    await consumedAll();
    await send(first, record(b, 2, 'b2'));
    await consumedAll();
    const before = await rowsOf(a, b);
    expect(before.map(({ last, sequence }) => [last, sequence]).toSorted()).toEqual([
      ['a2', 2],
      ['b2', 2],
    ]);
    await projector.stop();
    await rewind();
    await db.collection('consumed_offsets').deleteMany({});
    start();
    await consumedAll();
    expect(await rowsOf(a, b)).toEqual(before);
  });

  it('does not let a row go back when another instance is already further', async () => {
    const id = newId();
    await db.collection<Row>(name).insertOne({ _id: id, sequence: 7, last: 'further' });
    await send(record(id, 1, 'behind'), record(id, 2, 'behind'));
    start();
    await consumedAll();
    expect(await rowOf(id)).toEqual({ _id: id, sequence: 7, last: 'further' });
  });

  it('loses nothing to another instance that makes a new row at the same moment, and is not as far', async () => {
    const id = newId();
    let raced = false;
    const racing = Object.create(db) as mongoose.mongo.Db;
    racing.collection = ((of: string, options: object) => {
      const real = db.collection<Row>(of, options);
      if (of !== name) return real;
      const bulkWrite: typeof real.bulkWrite = async (writes, how) => {
        if (raced || !JSON.stringify(writes).includes(id)) return real.bulkWrite(writes, how);
        raced = true;
        await real.insertOne({ _id: id, sequence: 1, last: '1' });
        throw Object.assign(new Error('E11000'), { writeErrors: [{ code: 11_000 }] });
      };
      return { bulkWrite };
    }) as unknown as typeof db.collection;
    await send(record(id, 1, '1'), record(id, 2, '2'));
    start({ on: racing });
    await consumedAll();
    expect(await rowOf(id)).toMatchObject({ sequence: 2, last: '2' });
  });

  it('puts poison aside and goes on', async () => {
    const [a, b, c, d, e] = Array.from({ length: 5 }, newId) as [string, string, string, string, string];
    const wrongHash = { ...record(a, 1, 'x'), value: '{"text":"flipped"}' };
    const good = record(b, 1, 'x');
    const wrongData = {
      ...good,
      value: '{"text":1}',
      headers: { ...good.headers, ce_datahash: sha256('{"text":1}') },
    };
    const other = record(c, 1, 'x');
    const otherVersion = {
      ...other,
      headers: { ...other.headers, ce_type: 'kr.digitalservice.review.NoteWritten.v2' },
    };
    const { ce_subject: _, ...headerless } = record(e, 1, 'x').headers;
    await send(
      wrongHash,
      wrongData,
      otherVersion,
      record(d, 1, 'a mistake of ours'),
      { ...record(e, 1, 'x'), headers: headerless },
      ...[a, b, c, d, e].map((id) => record(id, 2, 'after it')),
    );
    start();
    await consumedAll();
    expect((await rowsOf(a, b, c, d, e)).map(({ last, sequence }) => [last, sequence])).toEqual(
      Array.from({ length: 5 }, () => ['after it', 2]),
    );
    const letters = await db
      .collection<DeadLetter>('dead_letters')
      .find({ group: `review.${name}`, key: { $in: [a, b, c, d, e] } })
      .toArray();
    expect(Object.fromEntries(letters.map(({ key, reason }) => [key, reason]))).toEqual({
      [a]: 'WRONG_HASH',
      [b]: 'SCHEMA_INVALID',
      [c]: 'UNKNOWN_VERSION',
      [d]: 'TypeError',
      [e]: 'UNDECODABLE',
    });
    expect(states).not.toContain('crashed');
  });

  it.each<[string, string]>([
    ['value', '{"text":"'],
    ['type', 'kr.digitalservice.review.NoteWritten'.slice(0, -1)],
    ['subject', 'ce_subject'],
  ])('fetches once more what was damaged on its way in its %s', async (_, where) => {
    const ids = [newId(), newId()] as const;
    // Behind everything that the tests before left on the topic.
    await send(...ids.flatMap((id) => [1, 2, 3].map((n) => record(id, n, `${n}`))));
    const line = new FlippingSockets(where);
    const before = await db.collection('dead_letters').countDocuments({ key: { $in: [...ids] } });
    start({ line });
    await consumedAll();
    expect(line.flips).toBe(1);
    expect(misread).toHaveLength(1);
    for (const row of await rowsOf(...ids)) expect(row).toMatchObject({ at1: '1', at2: '2', at3: '3', sequence: 3 });
    expect(await db.collection('dead_letters').countDocuments({ key: { $in: [...ids] } })).toBe(before);
    expect(states).not.toContain('away');
  });

  it('waits for a store that is away, catches up when it is back, and can be stopped while it waits', async () => {
    const url = new URL(database.url);
    const line = new TcpProxy({ host: url.hostname, port: Number(url.port) });
    await line.open();
    const far = await mongoose
      .createConnection(line.through(database.url), { serverSelectionTimeoutMS: 300 })
      .asPromise();
    try {
      const [a, b] = [newId(), newId()];
      const first = start({ on: far.db as mongoose.mongo.Db });
      await consumedAll();
      await line.cut();
      await send(record(a, 1, 'while away'));
      await line.open();
      await eventually(async () => expect(await rowOf(a)).toMatchObject({ last: 'while away' }), WITHIN);
      await line.cut();
      await send(record(b, 1, 'while away again'));
      const from = performance.now();
      await first.stop();
      expect(performance.now() - from).toBeLessThan(5_000);
      await line.open();
      start();
      await consumedAll();
      expect(await rowOf(b)).toMatchObject({ last: 'while away again' });
      expect(states).not.toContain('crashed');
    } finally {
      await far.close();
      await line.cut();
    }
  });
});
