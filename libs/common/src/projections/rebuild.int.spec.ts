import type mongoose from 'mongoose';
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEvent } from '../events/stored-event.js';
import { newTraceparent } from '../kernel/trace.js';
import { toRecord } from '../events/cloud-event.js';
import type { ConsumerState } from '../broker/consumer-group.js';
import { DeadLetters } from '../inbox/dead-letters/dead-letters.js';
import { UnprovenLetters } from '../inbox/dead-letters/unproven-letters.js';
import { systemActor } from '../kernel/actor.js';
import { newId } from '../kernel/ids.js';
import { KafkaPublisher } from '../broker/publisher.js';
import { kafkaClient } from '../broker/kafka-client.js';
import { databaseOf, NoteWritten } from '#testing/notes.js';
import { provenBy, testProofs } from '#testing/proofs.js';
import { describeWithServers, eventually, testDatabase, testTopics, type TestDatabase } from '#testing/stores.js';
import { compareCopies } from './compare-copies.js';
import { consumedOffsets } from './consumed-offsets.js';
import { Copies, POINTERS, type Candidate, type PointerRow } from './copies.js';
import { FollowingProjector } from './following-projector.js';
import { Pointer } from './pointers.js';
import type { Projection } from './projection.js';
import { rebuild, type RebuildReport } from './rebuild.js';

const PARTITIONS = 3;
const WITHIN = { within: 20_000 };

describeWithServers('A rebuild of a read model', () => {
  const topics = testTopics('rebuild');
  const clientOf = (clientId: string) => kafkaClient({ brokers: topics.brokers, clientId }, () => undefined);
  const publisher = new KafkaPublisher(clientOf('relay'));
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let projection: Projection;
  let pointer: Pointer;
  const states: ConsumerState[] = [];
  const running = new Set<FollowingProjector>();
  const atEnd: (() => Promise<unknown>)[] = [];
  /** What was sent of each subject: sequence by sequence. */
  const sent = new Map<string, number>();

  beforeAll(async () => {
    database = await testDatabase('rebuild');
    db = databaseOf(database);
  });
  afterAll(async () => {
    await publisher.close();
    await database.drop();
  });
  beforeEach(async () => {
    sent.clear();
    await topics.create([NoteWritten.topic], PARTITIONS);
    await topics.create([`${NoteWritten.topic}.dlq.review`], 1);
    const name = `notes-${newId()}`;
    projection = {
      name,
      collection: name,
      consumes: [NoteWritten],
      // Every event leaves a field of its own, so that one that was lost shows.
      project: ({ meta, data }) => ({ last: (data as NoteWritten).text, [`at${meta.sequence}`]: meta.id }),
      indexes: [{ last: 1 }],
    };
    pointer = new Pointer(db, 'review', projection);
  });
  afterEach(async () => {
    await Promise.allSettled(atEnd.splice(0).map((end) => end()));
    await Promise.all([...running].map((projector) => projector.stop()));
    running.clear();
    await topics.drop();
  });

  interface NoteWritten {
    readonly text: string;
  }

  /** One instance of the service. */
  function instance(): { readonly projector: FollowingProjector; readonly copies: Copies } {
    const kafka = clientOf('review');
    const copies = new Copies(db, 'review');
    const group = `review.${projection.name}`;
    const deadLetters = new DeadLetters(db, 'review', group, publisher);
    const projector = new FollowingProjector({
      kafka,
      db,
      service: 'review',
      projection,
      copies,
      topicPrefix: topics.prefix,
      deadLetters,
      proofs: testProofs(topics.prefix),
      unproven: new UnprovenLetters(db, {
        group,
        deadLetters,
        now: () => new Date(),
        perHour: 10_000,
        observer: { unproven: () => undefined },
      }),
      now: () => new Date(),
      onState: (state) => states.push(state),
    });
    running.add(projector);
    projector.start();
    return { projector, copies };
  }

  const rebuilding = (
    purpose: Candidate['purpose'] = 'SWITCH',
    more: { signal?: AbortSignal; onProgress?: (done: bigint, total: bigint) => void; handOverMs?: number } = {},
  ): Promise<RebuildReport> =>
    rebuild({
      kafka: clientOf('ops'),
      clientId: 'ops',
      db,
      publisher,
      proofs: testProofs(topics.prefix),
      service: 'review',
      projection,
      topicPrefix: topics.prefix,
      purpose,
      handOverMs: 15_000,
      ...more,
    });

  let written = Promise.resolve();

  /** One after the other, as a relay sends: two at once could overtake each other on their way to the broker. */
  function write(ids: readonly string[], text: string): Promise<void> {
    const writing = written.then(() => send(ids, text));
    written = writing.catch(() => undefined);
    return writing;
  }

  async function send(ids: readonly string[], text: string): Promise<void> {
    const records = ids.map((id) => {
      const sequence = (sent.get(id) ?? 0) + 1;
      sent.set(id, sequence);
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
      return toRecord('review', id, event, topics.prefix);
    });
    await publisher.publish(await provenBy('review', records));
  }

  const newIds = (count: number): readonly string[] => Array.from({ length: count }, newId);
  const rowsIn = (collection: string) =>
    db.collection<{ _id: string; sequence: number }>(collection).find().sort({ _id: 1 }).toArray();

  /** Every event of every subject left its mark, in a row that stands at the newest. */
  async function expectWhole(collection: string): Promise<void> {
    const rows = await rowsIn(collection);
    expect(Object.fromEntries(rows.map(({ _id, sequence }) => [_id, sequence]))).toEqual(Object.fromEntries(sent));
    for (const row of rows) {
      const marks = Object.keys(row).filter((key) => /^at\d+$/.test(key));
      expect(marks).toHaveLength(row.sequence);
    }
  }

  /** Does it again and again until told to stop, or until the test is over. */
  function goingOn(act: () => Promise<unknown>): { stop(): Promise<void> } {
    const stopping = new AbortController();
    const run = async (): Promise<void> => {
      while (!stopping.signal.aborted) {
        await act();
        await pause(20);
      }
    };
    const going = run();
    const stop = (): Promise<void> => {
      stopping.abort();
      return going;
    };
    atEnd.push(stop);
    return { stop };
  }

  it('under traffic, killed in the middle, with two instances: loses and doubles nothing, and shows no half-filled copy', async () => {
    const ids = newIds(200);
    for (let round = 0; round < 5; round++) await write(ids, 'before');
    const [first, second] = [instance(), instance()];
    await eventually(() => expectWhole(projection.collection), WITHIN);
    const traffic = goingOn(() => write(ids.slice(0, 20), 'during the rebuild'));

    const killing = new AbortController();
    const onProgress = (done: bigint) => done > 0n && killing.abort();
    await expect(rebuilding('SWITCH', { signal: killing.signal, onProgress })).rejects.toThrow('Stopped');
    const { candidate } = await pointer.read();
    const kept = await consumedOffsets(db, candidate?.group ?? '');
    expect(Object.values(kept).some((next) => next > 0n)).toBe(true);
    expect((await first.copies.current(projection)).collection).toBe(projection.collection);

    const seen = new Map<string, number>();
    const halfFilled: string[] = [];
    const reader = goingOn(async () => {
      const { collection } = await second.copies.current(projection);
      const rows = await rowsIn(collection);
      if (rows.length < ids.length) halfFilled.push(`${collection} has ${rows.length} rows`);
      for (const { _id, sequence } of rows) seen.set(_id, Math.max(sequence, seen.get(_id) ?? 0));
    });
    const report = await rebuilding();
    expect(report).toMatchObject({ resumed: true, switched: true, handedOver: true });
    expect(report.to.collection).toBe(candidate?.collection);
    expect(report.comparison.different).toBe(0);
    await eventually(
      async () => expect((await second.copies.current(projection)).collection).toBe(report.to.collection),
      WITHIN,
    );
    await write(ids, 'after');
    await traffic.stop();
    await eventually(() => expectWhole(report.to.collection), WITHIN);
    await reader.stop();
    expect(halfFilled).toEqual([]);
    const now = new Map((await rowsIn(report.to.collection)).map(({ _id, sequence }) => [_id, sequence]));
    for (const [id, sequence] of seen) expect(now.get(id)).toBeGreaterThanOrEqual(sequence);
    expect(states).not.toContain('crashed');
  }, 90_000);

  it('at rest gives a copy of the same hash, and the live projector goes on with it', async () => {
    const ids = newIds(50);
    await write(ids, 'one');
    await write(ids, 'two');
    instance();
    await eventually(() => expectWhole(projection.collection), WITHIN);
    const report = await rebuilding();
    expect(report).toMatchObject({ atRest: true, applied: 100, switched: true, handedOver: true });
    expect(report.comparison).toMatchObject({ rows: 50, different: 0, apart: 0 });
    expect(report.comparison.rebuilt).toBe(report.comparison.live);
    const indexes = await db.collection(report.to.collection).indexes();
    expect(indexes.map(({ key }) => key)).toContainEqual({ last: 1 });
    await write(ids, 'three');
    await eventually(() => expectWhole(report.to.collection), WITHIN);
  }, 60_000);

  it('as a dry run finds a row that was altered, says which, and leaves everything as it was', async () => {
    const ids = newIds(10);
    await write(ids, 'one');
    instance();
    await eventually(() => expectWhole(projection.collection), WITHIN);
    const [altered, lost] = ids as [string, string];
    await db.collection<{ _id: string }>(projection.collection).updateOne({ _id: altered }, { $set: { last: 'x' } });
    await db.collection<{ _id: string }>(projection.collection).deleteOne({ _id: lost });
    const report = await rebuilding('COMPARE');
    expect(report).toMatchObject({ atRest: true, switched: false });
    expect(report.comparison).toMatchObject({ different: 1, apart: 1 });
    expect(report.comparison.rebuilt).not.toBe(report.comparison.live);
    expect(report.comparison.examples.toSorted()).toEqual([altered, lost].toSorted());
    const after = await pointer.read();
    expect(after).toMatchObject({ collection: projection.collection, revision: 1 });
    expect(after.candidate).toBeUndefined();
    expect(await rowsIn(report.to.collection)).toEqual([]);
    expect(await consumedOffsets(db, report.to.group)).toEqual({});
  }, 60_000);

  it('that nobody takes over is kept up from where it was left once an instance is there', async () => {
    const ids = newIds(10);
    await write(ids, 'one');
    const report = await rebuilding('SWITCH', { handOverMs: 0 });
    expect(report).toMatchObject({ switched: true, handedOver: false, atRest: false });
    await write(ids, 'two');
    instance();
    await eventually(() => expectWhole(report.to.collection), WITHIN);
    expect(await rowsIn(projection.collection)).toEqual([]);
  }, 60_000);

  it('given up by someone else stops without switching and leaves nothing behind', async () => {
    const ids = newIds(10);
    await write(ids, 'one');
    let under = '';
    const abandoned = rebuilding('SWITCH', {
      onProgress: () => {
        void pointer.abandon().then((candidate) => (under ||= candidate?.collection ?? ''));
      },
    });
    await expect(abandoned).rejects.toThrow('abandoned');
    expect(await pointer.read()).toMatchObject({ collection: projection.collection });
    expect(await rowsIn(under)).toEqual([]);
  }, 60_000);

  it('refuses to mix a dry run with a rebuild under way', async () => {
    await pointer.candidate('COMPARE');
    await expect(rebuilding('SWITCH')).rejects.toThrow('A dry run is under way');
  });

  describe('the pointer', () => {
    it('lets one of many switch, and gives no name twice', async () => {
      const made = await Promise.all([1, 2, 3, 4].map(() => pointer.candidate('SWITCH')));
      expect(new Set(made.map(({ candidate }) => candidate.group)).size).toBe(1);
      expect(made.filter(({ resumed }) => !resumed)).toHaveLength(1);
      const { candidate } = made[0] as (typeof made)[0];
      const switched = await Promise.all([1, 2, 3].map(() => pointer.switchTo(candidate)));
      expect(switched.filter(Boolean)).toHaveLength(1);
      const next = await pointer.candidate('SWITCH');
      expect(next.candidate.collection).toBe(`${projection.collection}_r2`);
      await pointer.abandon();
      expect((await pointer.candidate('SWITCH')).candidate.collection).toBe(`${projection.collection}_r3`);
    });

    it('drops a retired copy and its offsets when its time is over, not before', async () => {
      await db.collection<{ _id: string }>(projection.collection).insertOne({ _id: 'old' });
      const { candidate } = await pointer.candidate('SWITCH');
      await pointer.switchTo(candidate);
      expect(await pointer.sweep()).toEqual([]);
      expect(await rowsIn(projection.collection)).toHaveLength(1);
      expect(await pointer.sweep(0)).toMatchObject([{ collection: projection.collection }]);
      expect(await rowsIn(projection.collection)).toEqual([]);
      expect((await pointer.read()).retired).toEqual([]);
    });

    it('is asked again by a process that was paused', async () => {
      const copies = new Copies(db, 'review');
      expect((await copies.current(projection)).collection).toBe(projection.collection);
      await db
        .collection<PointerRow>(POINTERS)
        .insertOne({ _id: projection.name, collection: 'other', group: 'g', revision: 1, retired: [] });
      await eventually(async () => expect((await copies.current(projection)).collection).toBe('other'), WITHIN);
    });
  });

  it('compares rows by what they say, wherever the copies differ in length', async () => {
    const [left, right] = [`${projection.name}_left`, `${projection.name}_right`];
    const put = (collection: string, rows: readonly object[]) => db.collection(collection).insertMany([...rows]);
    const row = (_id: string, sequence: number, last: string) => ({ _id, sequence, last }) as object;
    await put(left, [row('a', 1, 'x'), row('b', 1, 'x'), row('d', 2, 'x')]);
    await put(right, [row('b', 1, 'y'), row('c', 1, 'x'), row('d', 1, 'x'), row('e', 1, 'x')]);
    expect(await compareCopies(db, left, right)).toMatchObject({
      rows: 5,
      different: 1,
      apart: 4,
      examples: ['a', 'b', 'c', 'd', 'e'],
    });
  });
});
