import { groupIdOf } from '#common/broker/consumer-group.js';
import 'reflect-metadata';
import { Controller, Inject, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { newTraceparent } from '#common/kernel/trace.js';
import { toRecord } from '#common/events/cloud-event.js';
import type { EventDefinition } from '#common/events/define-event.js';
import type { ConsumerState } from '#common/broker/consumer-group.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { DeadLetters, deadLetterTopic, type DeadLetter } from '#common/inbox/dead-letters/dead-letters.js';
import { UnprovenLetters } from '#common/inbox/dead-letters/unproven-letters.js';
import { DEATHS_MAX } from '#common/inbox/delivery/in-flight.js';
import type { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import type { InboxObserver } from '#common/inbox/delivery/inbox-observer.js';
import { KafkaInboxServer } from '#common/inbox/transport.js';
import { ensureInboxIndexes, ParkedEvents, type ParkedEvent } from '#common/inbox/parking/parked-events.js';
import { Positions } from '#common/inbox/delivery/positions.js';
import { Suspects } from '#common/inbox/poison/suspects.js';
import { PATIENCE, type Patience } from '#common/inbox/parking/unparking.js';
import { systemActor } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { KafkaPublisher, type OutgoingRecord } from '#common/broker/publisher.js';
import { eventually } from './eventually.js';
import { databaseOf, NoteWritten } from './notes.js';
import { provenBy, testProofs } from './proofs.js';
import { testDatabase, testTopics, type TestDatabase, type TestTopics } from './stores.js';

export type Handler = (text: string, context: InboxContext) => Promise<void>;

const HANDLER = Symbol('handler');

@Controller()
class OnNoteWritten {
  constructor(@Inject(HANDLER) private readonly handle: Handler) {}

  @Consumes(NoteWritten)
  on(@Payload() data: { text: string }, @Ctx() context: InboxContext): Promise<void> {
    return this.handle(data.text, context);
  }
}

@Module({})
class InboxModule {}

export interface PositionRow {
  readonly _id: string;
  readonly sequence: number;
  readonly eventId: string;
}

export interface InboxAddress {
  readonly url: string;
  readonly prefix: string;
  readonly brokers: readonly string[];
  readonly group: string;
  readonly partitions: number;
  /** Of the group; default: that of production. */
  readonly sessionTimeoutMs?: number;
}

export interface Starting {
  /** Another handler than the one all instances share. */
  readonly handle?: Handler;
  readonly patience?: Partial<Patience>;
  /** Instead of the one all instances share. */
  readonly kafka?: kafkajs.Kafka;
  readonly consumes?: readonly EventDefinition[];
  /** Instead of those that keep everything they hear of. */
  readonly observer?: InboxObserver;
  readonly onState?: (state: ConsumerState) => void;
  /** Of the group; default: that of production. */
  readonly sessionTimeoutMs?: number | undefined;
}

export type SampleRecord = OutgoingRecord & { headers: Record<string, string>; value: string };

/** Inboxes of one group on a store and a topic of their own: what they are given, and what they say of it. */
export class InboxUnderTest {
  group = '';
  outcomes: string[] = [];
  retries: string[] = [];
  gaps: string[] = [];
  contradictions: string[] = [];
  /** Offsets. */
  misread: string[] = [];
  /** Records that were not believed, by what they say, and whether they are dead letters. */
  unproven: { readonly text: string; readonly why: string; readonly isKept: boolean }[] = [];
  unprovenPerHour = 10_000;
  states: ConsumerState[] = [];
  /** What the shared handler was given. */
  handled: string[] = [];
  handle: Handler = this.note;

  readonly db: mongoose.mongo.Db;
  readonly kafka: kafkajs.Kafka;
  readonly publisher: KafkaPublisher;
  private readonly apps = new Set<INestMicroservice>();

  private constructor(
    readonly database: TestDatabase,
    readonly topics: Pick<TestTopics, 'prefix' | 'brokers' | 'name' | 'drop'>,
    readonly partitions: number,
  ) {
    this.db = databaseOf(database);
    const { brokers } = topics;
    this.kafka = new kafkajs.Kafka({ clientId: 'inbox-test', brokers, logLevel: kafkajs.logLevel.NOTHING });
    this.publisher = new KafkaPublisher(this.kafka);
  }

  static async open(partitions = 3): Promise<InboxUnderTest> {
    const topics = testTopics('inbox');
    const database = await testDatabase('inbox');
    await topics.create([NoteWritten.topic], partitions);
    await topics.create([deadLetterTopic(NoteWritten.topic, 'review')], 1);
    const inbox = new InboxUnderTest(database, topics, partitions);
    await ensureInboxIndexes(inbox.db);
    return inbox;
  }

  /** What another process needs for an instance of the same group. */
  address(): InboxAddress {
    const { prefix, brokers } = this.topics;
    return { url: this.database.url, prefix, brokers, group: this.group, partitions: this.partitions };
  }

  /** In another process: the same store, topics and group. */
  static async join({ url, prefix, brokers, group, partitions }: InboxAddress): Promise<InboxUnderTest> {
    const connection = await mongoose.createConnection(url).asPromise();
    const drop = () => connection.close();
    const topics = { prefix, brokers: [...brokers], name: (topic: string) => prefix + topic, drop };
    const inbox = new InboxUnderTest({ name: connection.name, url, connection, drop }, topics, partitions);
    inbox.group = group;
    return inbox;
  }

  /** A group that never was, for the next test. */
  reset(): void {
    this.group = `inbox-${newId()}`;
    this.forget();
    this.handle = this.note;
  }

  forget(): void {
    [this.outcomes, this.retries, this.gaps, this.contradictions] = [[], [], [], []];
    [this.misread, this.states, this.handled, this.unproven] = [[], [], [], []];
  }

  async close(): Promise<void> {
    await this.publisher.close();
    await this.topics.drop();
    await this.database.drop();
  }

  get topic(): string {
    return this.topics.name(NoteWritten.topic);
  }

  async start({
    handle,
    patience,
    kafka = this.kafka,
    consumes = [NoteWritten],
    observer = this.observer(),
    onState = (state) => void this.states.push(state),
    sessionTimeoutMs,
  }: Starting = {}): Promise<INestMicroservice> {
    const { db, group, publisher } = this;
    const deadLetters = new DeadLetters(db, 'review', group, publisher);
    const now = () => new Date('2025-09-19T00:00:00Z');
    const perHour = this.unprovenPerHour;
    const strategy = new KafkaInboxServer({
      kafka,
      group,
      topicPrefix: this.topics.prefix,
      consumes,
      positions: new Positions(db, group),
      parked: new ParkedEvents(db, group),
      suspects: new Suspects(db, group, DEATHS_MAX),
      deathsMax: DEATHS_MAX,
      deadLetters,
      proofs: testProofs(this.topics.prefix),
      unproven: new UnprovenLetters(db, { group, deadLetters, observer, now, perHour }),
      observer,
      now,
      onState,
      sessionTimeoutMs,
      around: (_, act) => act(),
      onHandled: () => undefined,
      patience: { ...PATIENCE, ...patience },
    });
    const handler: Handler = handle ?? ((text, context) => this.handle(text, context));
    const module = {
      module: InboxModule,
      controllers: [OnNoteWritten],
      providers: [{ provide: HANDLER, useValue: handler }],
    };
    const app = await NestFactory.createMicroservice(module, { strategy, logger: false });
    this.apps.add(app);
    await app.listen();
    return app;
  }

  async stop(...apps: readonly INestMicroservice[]): Promise<void> {
    const ending = apps.length === 0 ? [...this.apps] : apps;
    for (const app of ending) this.apps.delete(app);
    await Promise.all(ending.map((app) => app.close()));
  }

  record(
    subject: string,
    sequence: number,
    text = `${subject} ${sequence}`,
    definition: EventDefinition = NoteWritten,
  ): SampleRecord {
    const made = toRecord(
      'review',
      subject,
      {
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
      },
      this.topics.prefix,
    );
    return { ...made, headers: { ...made.headers } };
  }

  /** As review would send them. */
  async send(...records: readonly OutgoingRecord[]): Promise<void> {
    await this.publisher.publish(await provenBy('review', records));
  }

  /** With broker access, and nothing else. */
  sendAsTheyAre(...records: readonly OutgoingRecord[]): Promise<void> {
    return this.publisher.publish(records);
  }

  position(subject: string): Promise<PositionRow | null> {
    const _id = `${this.group}|${this.topic}|${subject}`;
    return this.db.collection<PositionRow>('inbox_positions').findOne({ _id });
  }

  parked(subject: string): Promise<ParkedEvent[]> {
    const { group } = this;
    return this.db.collection<ParkedEvent>('parked_events').find({ group, subject }).sort({ sequence: 1 }).toArray();
  }

  letters(subject?: string): Promise<DeadLetter[]> {
    const of = subject === undefined ? {} : { subject };
    return this.rows
      .find({ group: this.group, ...of })
      .sort({ sequence: 1 })
      .toArray();
  }

  get rows(): mongoose.mongo.Collection<DeadLetter> {
    return this.db.collection<DeadLetter>('dead_letters');
  }

  /** Only what a test itself sent: every group reads the topic from its beginning. */
  handledOf(mark: string): string[] {
    return this.handled.filter((text) => text.startsWith(mark));
  }

  /** The same of what was not believed. */
  unprovenOf(mark: string): InboxUnderTest['unproven'] {
    return this.unproven.filter(({ text }) => text.includes(mark));
  }

  /** The sum of what the group has committed. */
  async committed(): Promise<bigint> {
    const admin = this.kafka.admin();
    await admin.connect();
    const [offsets] = await admin.fetchOffsets({
      groupId: groupIdOf(this.topics.prefix, this.group),
      topics: [this.topic],
    });
    await admin.disconnect();
    return (offsets?.partitions ?? []).reduce(
      (sum, { offset }) => sum + (BigInt(offset) > 0n ? BigInt(offset) : 0n),
      0n,
    );
  }

  /** Everything on the topic lies behind the group. */
  async caughtUp(): Promise<void> {
    await eventually(
      async () => {
        const ends = Object.values(await this.publisher.endOffsets([this.topic], Math.random()));
        const behind = ends.reduce((sum, end) => sum + BigInt(end), 0n) - (await this.committed());
        if (behind !== 0n) throw new Error(`${behind} records are not committed yet.`);
      },
      { within: 20_000 },
    );
  }

  /** A group that never was reads from offset 0. */
  async rewind(): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await eventually(() => admin.deleteGroups([groupIdOf(this.topics.prefix, this.group)]));
    await admin.disconnect();
  }

  partitionOf(key: string): number {
    const partitioner = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: this.partitions }, (_, partitionId) => ({
      partitionId,
      leader: 0,
      partitionErrorCode: 0,
      replicas: [0],
      isr: [0],
    }));
    return partitioner({ topic: this.topic, partitionMetadata, message: { key, value: '' } });
  }

  subjectOn(partition: number): string {
    for (;;) {
      const subject = newId();
      if (this.partitionOf(subject) === partition) return subject;
    }
  }

  private note(text: string): Promise<void> {
    this.handled.push(text);
    return Promise.resolve();
  }

  private observer(): InboxObserver {
    return {
      outcome: (outcome, type) => void this.outcomes.push(`${outcome} ${type.split('.').at(-2) ?? type}`),
      contradiction: ({ eventId }) => void this.contradictions.push(eventId),
      unproven: ({ value }, why, isKept) => void this.unproven.push({ text: String(value), why, isKept }),
      misread: ({ offset }) => void this.misread.push(offset),
      gap: ({ subject, sequence }) => void this.gaps.push(`${subject} ${sequence}`),
      retry: (why, _, attempt) => void this.retries.push(`${why} ${attempt}`),
      log: () => undefined,
    };
  }
}
