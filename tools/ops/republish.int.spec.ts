import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Admin } from 'kafkajs';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { PROOF_HEADER } from '#common/events/proofs/proof-text.js';
import { startService, type RunningService } from '#common/service/start-service.js';
import { databaseOf } from '#testing/notes.js';
import { examinerOf, personas } from '#testing/personas.js';
import { testProofs } from '#testing/proofs.js';
import { describeWithServers, eventually, testDatabase, type TestDatabase } from '#testing/stores.js';
import { readTopics, type ReadRecord } from '#testing/topic-reader.js';
import { intake } from '../../apps/intake/src/intake.service-map.js';
import { Applying } from '../../apps/intake/src/testing/applying.js';
import { caseIdOf } from '../../apps/review/src/cases/domain/opening.js';
import { granted, ReviewStory } from '../../apps/review/src/testing/review-story.js';

const OPS = path.join(import.meta.dirname, '../../dist/ops.cjs');
const WITHIN = { within: 20_000 };

describeWithServers('S11: the accesses of a review whose topic has forgotten the older ones', () => {
  let review: ReviewStory;
  let applying: Applying;
  let intakeService: RunningService | undefined;
  let others: readonly TestDatabase[];
  let admin: Admin;
  let brokers: string[];

  const prefix = () => review.under.prefix;
  const topic = () => prefix() + CaseAccessGranted.topic;
  const group = () => `${prefix()}intake`;
  const store = () => databaseOf(applying.under.database);

  async function ops(...args: readonly string[]) {
    const [catalog, contracts] = others;
    const env = {
      ...process.env,
      AUTH: 'dev',
      TOPIC_PREFIX: prefix(),
      MONGO_URL_INTAKE: applying.under.database.url,
      MONGO_URL_REVIEW: review.under.database.url,
      MONGO_URL_CATALOG: catalog?.url,
      MONGO_URL_CONTRACTS: contracts?.url,
    };
    const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', OPS, ...args], { env });
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => output.push(String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output: output.join('') };
  }
  const drifted = async () => {
    const { code, output } = await ops('drift', '--settle', '0.5', '--json');
    const { checks } = JSON.parse(output) as { checks: { check: string; differences: { kind: string }[] }[] };
    return {
      code,
      found: checks.flatMap(({ check, differences }) => differences.map((one) => `${check} ${one.kind}`)),
    };
  };

  async function startIntake(): Promise<void> {
    intakeService = await startService(intake, {
      PORT: '0',
      OPS_PORT: '0',
      RATE_LIMITS: 'off',
      MONGO_URL: applying.under.database.url,
      KAFKA_BROKERS: brokers.join(','),
      TOPIC_PREFIX: prefix(),
      AUTH: 'dev',
      CLOCK: 'sandbox',
      LOG_LEVEL: 'error',
      SECURITY_LOG: 'off',
    });
  }
  const stopIntake = async (): Promise<void> => {
    await intakeService?.stop();
    intakeService = undefined;
  };

  const readersOf = async (id: string): Promise<readonly string[]> => {
    const rows = store().collection<{ _id: string; state: { readers: readonly string[] } }>('applications');
    const row = await rows.findOne({ _id: id });
    return (row?.state.readers ?? []).toSorted();
  };
  const waiting = async () => ({
    parked: await store().collection('parked_events').countDocuments(),
    letters: await store().collection('dead_letters').countDocuments(),
  });
  const readAll = async (): Promise<readonly ReadRecord[]> => {
    const offsets = await admin.fetchTopicOffsets(topic());
    const count = offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
    const reader = await readTopics(brokers, [topic()]);
    const records = await reader.count(count);
    await reader.stop();
    return records;
  };

  /** Its case is open and its examiners were let in, in this order. */
  async function reviewed(name: string): Promise<{ readonly id: string; readonly path: string }> {
    const { id, version } = await applying.allOk(await applying.inCheck(name));
    granted(await applying.officer.post(`/v1/applications/${id}/acceptance`, undefined, { ifMatch: version }));
    const known = { caseId: caseIdOf(id), applicationId: id, path: `/v1/cases/${caseIdOf(id)}` };
    await eventually(async () => granted(await review.as(personas.secretary).get(known.path)), WITHIN);
    await review.assignExaminers(known);
    return { id, path: known.path };
  }
  const declare = async (casePath: string, n: number, ground: string): Promise<void> => {
    const examiner = examinerOf(n);
    granted(await review.as(examiner).put(`${casePath}/declarations/${examiner.sub}`, { ground }));
  };

  beforeAll(async () => {
    review = await ReviewStory.start();
    brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
    applying = await Applying.start(undefined, { TOPIC_PREFIX: prefix() });
    intakeService = applying.under.service;
    others = [await testDatabase('catalog'), await testDatabase('contracts')];
    admin = kafkaClient({ brokers, clientId: 'test' }, () => undefined).admin();
    await admin.connect();
    await applying.registerSupplier();
  }, 60_000);
  afterAll(async () => {
    await stopIntake();
    await admin.disconnect();
    for (const one of others) await one.drop();
    await applying.under.database.drop();
    await review.stop();
  });

  it('are what remained, without a gap; all of them after ops republish', async () => {
    const [first, second] = [await reviewed('일부가 잊힌 접근'), await reviewed('모두 잊힌 접근')];
    await declare(first.path, 1, 'C');
    await declare(first.path, 1, 'NONE');
    const again = { examinerIds: [examinerOf(1).sub] };
    granted(await review.as(personas.secretary).move(first.path, '/examiners', again));
    await declare(first.path, 2, 'C');
    const readers = { first: ['examiner-1', 'examiner-3'], second: ['examiner-1', 'examiner-2', 'examiner-3'] };
    const now = async () => ({ first: await readersOf(first.id), second: await readersOf(second.id) });
    await eventually(async () => expect(await now()).toEqual(readers), WITHIN);
    expect(await drifted()).toEqual({ code: 0, found: [] });
    const sentFirst = await readAll();
    expect(sentFirst).toHaveLength(5);

    // Of the first case the admission of three is forgotten, and everything of the second.
    await stopIntake();
    const applications = await store().collection('applications').find().toArray();
    const formats = await store().collection('formats').find().toArray();
    await trimTo(sentFirst, (record) => record.key === caseIdOf(first.id) && Number(record.headers['ce_sequence']) > 1);
    await store().dropDatabase();
    await eventually(() => admin.deleteGroups([group()]), WITHIN);
    await store().collection('formats').insertMany(formats);
    // As they were before review said anything about readers.
    await store().collection('applications').insertMany(applications.map(withoutReaders));
    await startIntake();
    const left = { first: ['examiner-1'], second: [] };
    await eventually(async () => expect(await now()).toEqual(left), WITHIN);
    await eventually(async () => expect(await unread()).toBe(0n), WITHIN);
    expect(await now()).toEqual(left);
    expect(await waiting()).toEqual({ parked: 0, letters: 0 });
    expect((await drifted()).found.toSorted()).toEqual(['readers-at-intake different', 'readers-at-intake missing']);

    const order = ['republish', 'review', CaseAccessGranted.topic, '--group', 'intake'] as const;
    const refused = await ops(...order);
    expect([refused.code, refused.output]).toEqual([
      1,
      expect.stringMatching(/has 1 members: stop every instance of intake/),
    ]);
    await stopIntake();
    expect(await ops(...order, '--dry-run')).toEqual({
      code: 0,
      output: `would send 5 events of 2 subjects on ${topic()}\n${group()} would begin with the first of them; 2 subjects begin anew\n`,
    });
    const leftOver = await readAll();
    expect(leftOver).toHaveLength(3);
    expect(await ops(...order)).toEqual({
      code: 0,
      output: `5 of 5 events\nsent 5 of 5 events of 2 subjects on ${topic()}\n${group()} begins with the first of them; 2 subjects begin anew\n`,
    });

    const places = new Set(leftOver.map(placeOf));
    const sentAgain = (await readAll()).filter((record) => !places.has(placeOf(record)));
    expect(contentOf(sentAgain)).toEqual(contentOf(sentFirst));
    const proofs = testProofs(prefix());
    for (const { headers, key, value, ...place } of sentAgain) {
      const record = { ...place, headers, key: key === null ? null : Buffer.from(key), value };
      expect(await proofs.whyUnproven(record)).toBeUndefined();
    }

    await startIntake();
    await eventually(async () => expect(await now()).toEqual(readers), WITHIN);
    await eventually(async () => expect(await unread()).toBe(0n), WITHIN);
    expect(await now()).toEqual(readers);
    expect(await waiting()).toEqual({ parked: 0, letters: 0 });
    expect(await drifted()).toEqual({ code: 0, found: [] });

    // And what review says from here on comes as before.
    await declare(second.path, 3, 'C');
    await eventually(async () => expect((await now()).second).toEqual(['examiner-1', 'examiner-2']), WITHIN);
    // Sent to a running reader, which lacks nothing, they are repeats.
    expect((await ops(...order.slice(0, 3))).code).toBe(0);
    await eventually(async () => expect(await unread()).toBe(0n), WITHIN);
    expect(await now()).toEqual({ ...readers, second: ['examiner-1', 'examiner-2'] });
    expect(await waiting()).toEqual({ parked: 0, letters: 0 });
  }, 120_000);

  it('are sent by no wrong word: service, topic and consumer have to fit', async () => {
    for (const [args, says] of [
      [['review'], 'republish <service> <topic>'],
      [['intake', CaseAccessGranted.topic], 'intake does not publish review.access'],
      [['review', CaseAccessGranted.topic, '--group', 'catalog'], '--group takes a service that follows'],
    ] as const)
      expect(await ops('republish', ...args)).toEqual({ code: 2, output: expect.stringContaining(says) as string });
  });

  /** Records of the topic that intake has not committed. */
  const unread = async (): Promise<bigint> => {
    const [found] = await admin.fetchOffsets({ groupId: group(), topics: [topic()] });
    const read = new Map((found?.partitions ?? []).map(({ partition, offset }) => [partition, BigInt(offset)]));
    const offsets = await admin.fetchTopicOffsets(topic());
    return offsets.reduce((sum, { partition, high, low }) => {
      const next = read.get(partition) ?? -1n;
      return sum + BigInt(high) - (next > BigInt(low) ? next : BigInt(low));
    }, 0n);
  };

  /** What lies before the first record that is kept is deleted, in each partition. */
  async function trimTo(records: readonly ReadRecord[], keeps: (record: ReadRecord) => boolean): Promise<void> {
    const offsets = await admin.fetchTopicOffsets(topic());
    const partitions = offsets.map(({ partition, high }) => {
      const kept = records.filter((record) => record.partition === partition && keeps(record));
      const offset = kept.reduce(
        (least, one) => (BigInt(one.offset) < least ? BigInt(one.offset) : least),
        BigInt(high),
      );
      return { partition, offset: String(offset) };
    });
    await admin.deleteTopicRecords({ topic: topic(), partitions });
  }
});

interface ApplicationRow {
  readonly state: { readonly readers?: unknown };
  readonly history: readonly { readonly type: string; readonly version: number }[];
}

/** The document, as if review had not said anything yet. */
function withoutReaders(document: object): object {
  const { state, history, ...rest } = document as ApplicationRow;
  const { readerChanges: _, lastAccess: __, ...others } = state as Record<string, unknown>;
  const before = history.filter(({ type }) => !type.startsWith('Reader'));
  return { ...rest, version: before.at(-1)?.version, state: { ...others, readers: [] }, history: before };
}

const placeOf = ({ partition, offset }: ReadRecord): string => `${partition}/${offset}`;

/** By subject and number: everything but where it lies and how it is proven. */
const contentOf = (records: readonly ReadRecord[]) =>
  records
    .map(({ key, value, headers: { [PROOF_HEADER]: _, ...headers } }) => ({ key, value: String(value), headers }))
    .toSorted((a, b) => orderOf(a.headers).localeCompare(orderOf(b.headers)));

const orderOf = (headers: Readonly<Record<string, string>>): string =>
  `${headers['ce_subject']} ${headers['ce_sequence']?.padStart(9, '0')}`;
