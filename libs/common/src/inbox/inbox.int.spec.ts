import 'reflect-metadata';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import kafkajs from 'kafkajs';
import type mongoose from 'mongoose';
import { Type } from 'typebox';
import type { StoredEvent } from '../aggregates/aggregate.js';
import { newTraceparent } from '../aggregates/aggregate-store.js';
import { dataHash, toRecord } from '../events/cloud-event.js';
import { defineEvent, type EventDefinition } from '../events/define-event.js';
import { systemActor } from '../kernel/actor.js';
import { unavailable, wrongState } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import { KafkaPublisher, type OutgoingRecord } from '../relay/event-publisher.js';
import { databaseOf, Notes, NoteWritten } from '../testing/notes.js';
import { describeWithServers, eventually, testDatabase, testTopics, type TestDatabase } from '../testing/stores.js';
import { readTopics } from '../testing/topic-reader.js';
import type { ConsumerState } from './consumer-group.js';
import { Consumes } from './consumes.js';
import { deadLetterTopic, DeadLetters, type DeadLetter } from './dead-letters.js';
import type { InboxContext } from './inbox-context.js';
import type { InboxObserver } from './inbox-pipeline.js';
import { KafkaInboxServer } from './kafka-inbox.server.js';
import { Positions } from './positions.js';

const NoteFiled = defineEvent({
  name: 'NoteFiled',
  topic: 'review.notes',
  doc: 'Only for this suite: nobody handles it.',
  data: Type.Object({ text: Type.String() }),
  sample: { text: '메모' },
});

type Handler = (text: string, context: InboxContext) => Promise<void>;

/** What the handler under test does; each test says. */
const script: { handle: Handler } = { handle: () => Promise.resolve() };

@Controller()
class OnNoteWritten {
  @Consumes(NoteWritten)
  on(@Payload() data: { text: string }, @Ctx() context: InboxContext): Promise<void> {
    return script.handle(data.text, context);
  }
}

@Module({ controllers: [OnNoteWritten] })
class InboxModule {}

interface PositionRow {
  readonly _id: string;
  readonly sequence: number;
  readonly eventId: string;
}

const TIMEOUTS = { within: 15_000 };

describeWithServers('An inbox', () => {
  const topics = testTopics('inbox');
  const topic = topics.name(NoteWritten.topic);
  const dlq = deadLetterTopic(topic, 'review');
  const kafka = new kafkajs.Kafka({
    clientId: 'inbox-test',
    brokers: topics.brokers,
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const publisher = new KafkaPublisher(kafka);
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let group: string;
  const apps = new Set<INestMicroservice>();

  // What the inbox under test has told its observer, and its handler has been given.
  let outcomes: string[];
  let retries: string[];
  let contradictions: string[];
  let states: ConsumerState[];
  let handled: string[];

  beforeAll(async () => {
    database = await testDatabase('inbox');
    db = databaseOf(database);
    await topics.create([NoteWritten.topic], 3);
    await topics.create([`${NoteWritten.topic}.dlq.review`], 1);
  });
  afterAll(async () => {
    await publisher.close();
    await topics.drop();
    await database.drop();
  });
  beforeEach(() => {
    group = `inbox-${newId()}`;
    [outcomes, retries, contradictions, states, handled] = [[], [], [], [], []];
    script.handle = (text) => {
      handled.push(text);
      return Promise.resolve();
    };
  });
  afterEach(async () => {
    await Promise.all([...apps].map((app) => app.close()));
    apps.clear();
  });

  const observer: InboxObserver = {
    outcome: (outcome, type) => void outcomes.push(`${outcome} ${type.split('.').at(-2) ?? type}`),
    contradiction: ({ id }) => void contradictions.push(id),
    retry: (why, _, attempt) => void retries.push(`${why} ${attempt}`),
    log: () => undefined,
  };

  async function start(of: { group?: string } = {}): Promise<INestMicroservice> {
    const mine = of.group ?? group;
    const strategy = new KafkaInboxServer({
      kafka,
      group: mine,
      topicPrefix: topics.prefix,
      consumes: [NoteWritten],
      positions: new Positions(db, mine),
      deadLetters: new DeadLetters(db, 'review', mine, publisher),
      observer,
      now: () => new Date('2025-09-19T00:00:00Z'),
      onState: (state) => void states.push(state),
      around: (_, act) => act(),
      onHandled: () => undefined,
    });
    const app = await NestFactory.createMicroservice(InboxModule, { strategy, logger: false });
    apps.add(app);
    await app.listen();
    return app;
  }

  async function stop(app: INestMicroservice): Promise<void> {
    apps.delete(app);
    await app.close();
  }

  function record(
    subject: string,
    sequence: number,
    text: string,
    definition: EventDefinition = NoteWritten,
    more: object = {},
  ): OutgoingRecord & { headers: Record<string, string>; value: string } {
    const event: StoredEvent = {
      id: newId(),
      type: definition.name,
      at: new Date(),
      actor: systemActor('test'),
      data: { text },
      correlationId: newId(),
      causationId: newId(),
      traceparent: newTraceparent(),
      version: 1,
      hash: '',
      topic: definition.topic,
      ceType: definition.type,
      sequence,
    };
    const made = toRecord('review', subject, event, topics.prefix);
    return { ...made, headers: { ...made.headers, ...more } };
  }

  const send = (...records: OutgoingRecord[]) => publisher.publish(records);
  const position = (subject: string) =>
    db.collection<PositionRow>('inbox_positions').findOne({ _id: `${group}|${topic}|${subject}` });
  const letters = () => db.collection<DeadLetter>('dead_letters').find({ group }).sort({ _id: 1 }).toArray();

  /** Only what a test itself sent: every group reads the topic from its beginning. */
  const handledOf = (mark: string) => handled.filter((text) => text.startsWith(mark));

  async function committed(): Promise<bigint> {
    const admin = kafka.admin();
    await admin.connect();
    const [offsets] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    await admin.disconnect();
    return (offsets?.partitions ?? []).reduce(
      (sum, { offset }) => sum + (BigInt(offset) > 0n ? BigInt(offset) : 0n),
      0n,
    );
  }

  async function ends(): Promise<bigint> {
    const all = Object.values(await publisher.endOffsets([topic], Math.random()));
    return all.reduce((sum, end) => sum + BigInt(end), 0n);
  }

  it('handles what it has a handler for, skips what it has none for, and drops what it has seen', async () => {
    const subject = newId();
    const first = record(subject, 1, `${subject} 1`);
    await send(first, record(subject, 2, '', NoteFiled), first, record(subject, 3, `${subject} 3`));
    await start();
    await eventually(() => expect(handledOf(subject)).toEqual([`${subject} 1`, `${subject} 3`]), TIMEOUTS);
    await eventually(async () => expect(await position(subject)).toMatchObject({ sequence: 3 }));
    expect(outcomes).toEqual(
      expect.arrayContaining(['handled NoteWritten', 'skipped NoteFiled', 'duplicate NoteWritten']),
    );
    expect(contradictions).toEqual([]);
    expect(await letters()).toEqual([]);
  });

  it('raises an alarm for the same sequence under another id, and does not handle it', async () => {
    const subject = newId();
    const forged = record(subject, 1, `${subject} forged`);
    await send(record(subject, 1, `${subject} 1`), forged, record(subject, 2, `${subject} 2`));
    await start();
    await eventually(() => expect(handledOf(subject)).toEqual([`${subject} 1`, `${subject} 2`]), TIMEOUTS);
    expect(contradictions).toEqual([forged.headers['ce_id']]);
  });

  describe('buries at once', () => {
    const broken = (
      subject: string,
      how: (good: ReturnType<typeof record>) => Partial<OutgoingRecord>,
    ): OutgoingRecord => {
      const good = record(subject, 1, `${subject} broken`);
      return { ...good, ...how(good) };
    };
    const withValue =
      (value: string | Buffer) =>
      ({ headers }: { headers: Record<string, string> }) => ({
        value,
        headers: { ...headers, ce_datahash: dataHash(value) },
      });
    const withHeader =
      (name: string, value: string) =>
      ({ headers }: { headers: Record<string, string> }) => ({
        headers: { ...headers, [name]: value },
      });

    it.each<[string, string, (good: ReturnType<typeof record>) => Partial<OutgoingRecord>]>([
      ['a value that has not its hash', 'WRONG_HASH', () => ({ value: '{"text":"flipped"}' })],
      ['a value that is no JSON', 'UNDECODABLE', withValue('{')],
      ['bytes that are no text', 'UNDECODABLE', withValue(Buffer.from([0xff, 0xfe, 0x00]))],
      ['a record without a value', 'WRONG_HASH', () => ({ value: null })],
      ['data that its type does not promise', 'SCHEMA_INVALID', withValue('{"text":7}')],
      [
        'another major version of what it handles',
        'UNKNOWN_VERSION',
        withHeader('ce_type', 'kr.digitalservice.review.NoteWritten.v2'),
      ],
      ['a record that is no event of ours', 'UNDECODABLE', withHeader('ce_specversion', '0.3')],
    ])('%s, and goes on behind it', async (_, reason, how) => {
      const subject = newId();
      const bad = broken(subject, how);
      await send(bad, record(subject, 2, `${subject} 2`));
      await start();
      await eventually(() => expect(handledOf(subject)).toEqual([`${subject} 2`]), TIMEOUTS);
      const own = (await letters()).filter((letter) => letter.subject === subject);
      expect(own).toEqual([
        expect.objectContaining({ reason, attempts: 1, state: 'OPEN', announced: true, topic, subject, sequence: 1 }),
      ]);
    });

    it('what its handler refuses, in the store and on the topic, whole and with its cause', async () => {
      const subject = newId();
      script.handle = () => Promise.reject(wrongState('LISTING_EXISTS', 'The listing exists already.'));
      const refused = record(subject, 1, `${subject} 1`);
      await send(refused);
      await start();
      const [letter] = await eventually(async () => {
        const own = (await letters()).filter((one) => one.subject === subject && one.announced === true);
        expect(own).toHaveLength(1);
        return own;
      }, TIMEOUTS);
      expect(letter).toMatchObject({
        reason: 'LISTING_EXISTS',
        error: 'The listing exists already.',
        attempts: 1,
        key: subject,
        value: refused.value,
        headers: refused.headers,
      });
      const reader = await readTopics(topics.brokers, [dlq]);
      const announced = await eventually(() => {
        const found = reader.records.filter(({ key }) => key === subject);
        expect(found).toHaveLength(1);
        return found[0];
      });
      expect(announced?.value?.toString()).toBe(refused.value);
      expect(announced?.headers).toEqual({
        ...refused.headers,
        dlq_reason: 'LISTING_EXISTS',
        dlq_error: 'The listing exists already.',
        dlq_attempts: '1',
        dlq_topic: topic,
        dlq_partition: String(letter?.partition),
        dlq_offset: letter?.offset,
        dlq_at: '2025-09-19T00:00:00.000Z',
      });
      await reader.stop();
    });

    it('keeps the very bytes of what is no text', async () => {
      const subject = newId();
      const bytes = Buffer.from([0xff, 0x00, 0xfe]);
      await send(broken(subject, withValue(bytes)));
      await start();
      const reader = await readTopics(topics.brokers, [dlq]);
      await eventually(() => expect(reader.records.find(({ key }) => key === subject)?.value).toEqual(bytes), TIMEOUTS);
      await reader.stop();
      expect((await letters()).find((letter) => letter.subject === subject)?.valueBase64).toBe(
        bytes.toString('base64'),
      );
    });
  });

  it('tries a mistake of ours three times, then puts it aside and goes on', async () => {
    const subject = newId();
    let tries = 0;
    script.handle = (text) => {
      if (text !== `${subject} 1`) return Promise.resolve(void handled.push(text));
      tries++;
      throw new TypeError('undefined is no function');
    };
    await send(record(subject, 1, `${subject} 1`), record(subject, 2, `${subject} 2`));
    await start();
    await eventually(() => expect(handledOf(subject)).toEqual([`${subject} 2`]), TIMEOUTS);
    expect(tries).toBe(3);
    expect((await letters()).filter((letter) => letter.subject === subject)).toEqual([
      expect.objectContaining({ reason: 'TypeError', error: 'undefined is no function', attempts: 3 }),
    ]);
    expect(states).not.toContain('crashed');
  });

  it('waits an outage out: nothing buried, order kept, other partitions served meanwhile', async () => {
    const [first = '', second = ''] = await differentPartitions();
    let away = true;
    script.handle = (text) => {
      if (away && text.startsWith(first)) return Promise.reject(unavailable('STORE_AWAY', 'for a while'));
      handled.push(text);
      return Promise.resolve();
    };
    await start();
    await eventually(() => expect(states).toContain('running'), TIMEOUTS);
    await send(record(first, 1, `${first} 1`), record(first, 2, `${first} 2`));
    await eventually(() => expect(retries.length).toBeGreaterThanOrEqual(2), TIMEOUTS);
    // New fetches, not only what came along with the record that waits.
    for (let i = 1; i <= 3; i++) {
      await send(record(second, i, `${second} ${i}`));
      await eventually(() => expect(handledOf(second)).toHaveLength(i));
    }
    expect(handledOf(first)).toEqual([]);
    away = false;
    await eventually(() => expect(handledOf(first)).toEqual([`${first} 1`, `${first} 2`]));
    expect((await letters()).filter((letter) => letter.subject === first)).toEqual([]);
    expect(retries.slice(0, 2)).toEqual(['transient 1', 'transient 2']);
    expect(states).not.toContain('crashed');
  });

  async function differentPartitions(): Promise<string[]> {
    const partitioner = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = [0, 1, 2].map((partitionId) => ({
      partitionId,
      leader: 0,
      partitionErrorCode: 0,
      replicas: [0],
      isr: [0],
    }));
    const of = (key: string) => partitioner({ topic, partitionMetadata, message: { key, value: '' } });
    const first = newId();
    let second = newId();
    while (of(second) === of(first)) second = newId();
    return [first, second];
  }

  it('changes nothing when all of it is delivered again from offset 0', async () => {
    const notes = await Notes.in(database);
    const subject = newId();
    const target = newId();
    script.handle = async (text, context) => {
      handled.push(text);
      if (text.startsWith(subject))
        await notes.save(context.intent(target), () => [{ type: 'NoteWritten', data: { text } }]);
    };
    await send(...[1, 2, 3].map((n) => record(subject, n, `${subject} ${n}`)));
    const app = await start();
    await eventually(async () => expect(await position(subject)).toMatchObject({ sequence: 3 }), TIMEOUTS);
    await stop(app);
    const before = await notes.find(target);
    expect(before?.state.texts).toEqual([1, 2, 3].map((n) => `${subject} ${n}`));

    await rewind();
    outcomes = [];
    handled = [];
    const again = await start();
    await eventually(async () => expect(await committed()).toBe(await ends()), TIMEOUTS);
    expect(handled).toEqual([]);
    expect(new Set(outcomes.map((one) => one.split(' ')[0]))).toEqual(new Set(['duplicate', 'dead-lettered']));
    await stop(again);

    // Even without its positions: the events' ids are causes the aggregate knows.
    await db.collection<PositionRow>('inbox_positions').deleteMany({ _id: { $regex: `^${group}` } });
    await rewind();
    await start();
    await eventually(() => expect(handledOf(subject)).toHaveLength(3), TIMEOUTS);
    await eventually(async () => expect(await committed()).toBe(await ends()), TIMEOUTS);
    expect(await notes.find(target)).toEqual(before);
  });

  /** A group that never was reads from offset 0. */
  async function rewind(): Promise<void> {
    const admin = kafka.admin();
    await admin.connect();
    await eventually(() => admin.deleteGroups([group]), TIMEOUTS);
    await admin.disconnect();
  }

  it('waits, when it is closed, for the event in hand, and commits it', async () => {
    const subject = newId();
    const app = await start();
    await eventually(async () => expect(await committed()).toBe(await ends()), TIMEOUTS);
    const before = await committed();
    let finish: () => void = () => undefined;
    let begun = false;
    script.handle = async (text) => {
      begun = true;
      await new Promise<void>((resolve) => (finish = resolve));
      handled.push(text);
    };
    await send(record(subject, 1, `${subject} 1`), record(subject, 2, `${subject} 2`));
    await eventually(() => expect(begun).toBe(true), TIMEOUTS);
    let closed = false;
    const closing = stop(app).then(() => (closed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    finish();
    await closing;
    expect(handledOf(subject)).toEqual([`${subject} 1`]);
    expect(await position(subject)).toMatchObject({ sequence: 1 });
    expect(await committed()).toBe(before + 1n);

    script.handle = (text) => Promise.resolve(void handled.push(text));
    await start();
    await eventually(() => expect(handledOf(subject)).toEqual([`${subject} 1`, `${subject} 2`]), TIMEOUTS);
  });

  it('does not wait, when it is closed, for an outage to end', async () => {
    const subject = newId();
    const app = await start();
    script.handle = () => Promise.reject(unavailable('STORE_AWAY', 'for long'));
    await send(record(subject, 1, `${subject} 1`));
    await eventually(() => expect(retries.length).toBeGreaterThan(2), TIMEOUTS);
    const from = performance.now();
    await stop(app);
    expect(performance.now() - from).toBeLessThan(3_000);
    expect(await position(subject)).toBeNull();
  });

  it('needs a handler for everything it declares', async () => {
    const strategy = new KafkaInboxServer({
      kafka,
      group,
      topicPrefix: topics.prefix,
      consumes: [NoteWritten, NoteFiled],
      positions: new Positions(db, group),
      deadLetters: new DeadLetters(db, 'review', group, publisher),
      observer,
      now: () => new Date(),
      onState: () => undefined,
      around: (_, act) => act(),
      onHandled: () => undefined,
    });
    const app = await NestFactory.createMicroservice(InboxModule, { strategy, logger: false });
    await expect(app.listen()).rejects.toThrow('declares NoteFiled but has no handler for it');
  });

  // Last, for what it leaves on the topic is a gap to every group after it.
  it('says that it has crashed when an event is missing, and handles nothing behind the gap', async () => {
    const subject = newId();
    await send(record(subject, 1, `${subject} 1`), record(subject, 3, `${subject} 3`));
    await start();
    await eventually(() => expect(states).toContain('crashed'), TIMEOUTS);
    expect(handledOf(subject)).toEqual([`${subject} 1`]);
    expect(await position(subject)).toMatchObject({ sequence: 1 });
  });
});
