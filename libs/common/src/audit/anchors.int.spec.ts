import { verifyAuditTrails } from '../aggregates/verification/verify-histories.js';
import { auditAnchorType } from './anchor.js';
import { sha256 } from '../kernel/canonical-json.js';
import { ReviewAuditAnchored, type AuditAnchored } from '../events/definitions/audit-anchored.js';
import { whyNotReadable } from '../events/publishable.js';
import { endOfDay } from '../kernel/day.js';
import { newId } from '../kernel/ids.js';
import { kafkaClient } from '../broker/kafka-client.js';
import { startService, type RunningService } from '../service/start-service.js';
import { createTopics, topicPlan } from '../service/topics.js';
import { databaseOf, Notes } from '#testing/notes.js';
import { notesMap } from '#testing/notes-service.js';
import { client } from '#testing/service.js';
import { describeWithServers, eventually, testDatabase, testTopics, type TestDatabase } from '#testing/stores.js';
import { readTopics, type TopicReader } from '#testing/topic-reader.js';

/** The root as an outsider would work it out: all leaves at once, halves split at the largest power of two. */
function rootOf(leaves: readonly string[]): string {
  const [only] = leaves;
  if (leaves.length <= 1) return only ?? sha256('');
  let left = 1;
  while (left * 2 < leaves.length) left *= 2;
  return sha256(rootOf(leaves.slice(0, left)) + rootOf(leaves.slice(left)));
}

describeWithServers('The anchors of a service', () => {
  const topics = testTopics('anchors');
  let database: TestDatabase;
  let notes: Notes;
  let reader: TopicReader;
  const running = new Set<RunningService>();

  async function start(): Promise<RunningService> {
    const service = await startService(notesMap, {
      PORT: '0',
      MONGO_URL: database.url,
      KAFKA_BROKERS: topics.brokers.join(','),
      TOPIC_PREFIX: topics.prefix,
      AUTH: 'dev',
      CLOCK: 'sandbox',
      LOG_LEVEL: 'error',
    });
    running.add(service);
    return service;
  }
  async function stop(service: RunningService): Promise<void> {
    running.delete(service);
    await service.stop();
  }
  const moveTo = async (service: RunningService, now: string): Promise<void> => {
    const { status, body } = await client(service, { sub: 'admin', roles: ['ADMIN'] })('POST', '/v1/clock', { now });
    expect({ status, body }).toMatchObject({ status: 200 });
  };
  /** Each record once, in the order of the topic. */
  const published = (): AuditAnchored[] => {
    const values = new Map(reader.records.map(({ headers, value }) => [headers['ce_id'], String(value)]));
    return [...values.values()].map((value) => JSON.parse(value) as AuditAnchored);
  };
  /** Those that close a day; between them are those of its hours. */
  const sealed = () =>
    published().filter(({ seal, day, until }) => seal !== undefined && until === endOfDay(day).toISOString());
  const daysSealed = () => sealed().map(({ day }) => day);

  beforeAll(async () => {
    database = await testDatabase('anchors');
    notes = await Notes.in(database);
    const kafka = kafkaClient({ brokers: topics.brokers, clientId: 'test' }, () => undefined);
    await createTopics(kafka, topicPlan([notesMap], { prefix: topics.prefix, partitions: 3, replication: 1 }));
    reader = await readTopics(topics.brokers, [topics.name(ReviewAuditAnchored.topic)]);
  });
  afterAll(async () => {
    await Promise.all([...running].map(stop));
    await reader.stop();
    await topics.drop();
    await database.drop();
  });

  it('are one for each of three days the clock passes, in order, published and valid', async () => {
    const service = await start();
    await moveTo(service, '2025-09-01T09:00:00+09:00');
    await eventually(() => expect(daysSealed()).toEqual(['2025-08-31']));
    const [a, b] = [newId(), newId()];
    await notes.add(a, '하나', '둘');
    await moveTo(service, '2025-09-02T00:00:00+09:00');
    await notes.add(b, '셋');
    await moveTo(service, '2025-09-04T00:00:00+09:00');
    await eventually(() => expect(daysSealed()).toEqual(['2025-08-31', '2025-09-01', '2025-09-02', '2025-09-03']));
    for (const anchor of published()) expect(whyNotReadable(ReviewAuditAnchored, anchor)).toBeUndefined();
    const [before, first, second, third] = sealed();
    expect(before).toMatchObject({ heads: [], seal: { aggregates: 0, root: sha256('') } });
    expect(before?.seal?.previous).toBeUndefined();
    expect(first).toMatchObject({
      heads: [{ collection: 'notes', id: a, version: 1 }],
      seal: { aggregates: 1, parts: 1, at: '2025-09-01T15:00:00.000Z', previous: { day: '2025-08-31' } },
    });
    expect(second).toMatchObject({ seal: { aggregates: 2, at: '2025-09-02T15:00:00.000Z' } });
    expect(second?.heads).toContainEqual(expect.objectContaining({ collection: 'notes', id: b, version: 1 }));
    expect(third?.seal?.root).toBe(second?.seal?.root);
    const heads = [...(first?.heads ?? []), ...(second?.heads.filter(({ id }) => id === b) ?? [])];
    const leaves = heads
      .toSorted((x, y) => (x.id < y.id ? -1 : 1))
      .map(({ collection, id, version, hash }) => sha256(`${collection}|${id}|${version}|${hash}`));
    expect(second?.seal?.root).toBe(rootOf(leaves));
    await stop(service);
  });

  it('are not doubled by restarts or by a second instance, and those missed follow', async () => {
    const days = daysSealed().length;
    const [one, two] = await Promise.all([start(), start()]);
    await Promise.all([moveTo(one, '2025-09-06T12:00:00+09:00'), moveTo(two, '2025-09-06T12:00:00+09:00')]);
    await Promise.all([stop(one), stop(two)]);
    // While nobody runs, business time passes.
    await databaseOf(database)
      .collection<{ _id: string }>('clock')
      .updateOne({ _id: 'clock' }, { $set: { now: new Date('2025-09-08T03:00:00Z') } });
    const later = await start();
    await eventually(() => expect(new Set(daysSealed()).size).toBe(days + 4), { within: 20_000 });
    expect(daysSealed()).toEqual([...new Set(daysSealed())].toSorted());
    expect(daysSealed().at(-1)).toBe('2025-09-07');
    const rows = databaseOf(database).collection('audit_anchors');
    expect(await rows.countDocuments({ 'state.sealed.until': /T15:00:00/ })).toBe(days + 4);
    await stop(later);
  }, 60_000);

  it('of more heads than one event should hold come in parts, the seal last', async () => {
    const service = await start();
    await Promise.all(Array.from({ length: 1_100 }, (_, i) => notes.add(newId(), `${i}`)));
    await moveTo(service, '2025-09-09T00:00:00+09:00');
    await eventually(() => expect(daysSealed().at(-1)).toBe('2025-09-08'));
    const { scan: scanned } = sealed().at(-1) ?? {};
    const parts = published().filter(({ scan }) => scan === scanned);
    expect(parts.map(({ part, seal }) => [part, seal?.parts])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, 3],
    ]);
    expect(new Set(parts.map(({ scan }) => scan)).size).toBe(1);
    expect(parts.at(-1)?.seal?.aggregates).toBe(1_102);
    const leaves = parts
      .flatMap(({ heads }) => heads)
      .map(({ collection, id, version, hash }) => sha256(`${collection}|${id}|${version}|${hash}`));
    expect(leaves.length).toBeGreaterThanOrEqual(1_100);
    await stop(service);
  }, 60_000);

  it('have histories of their own, chained like any other, and are in no anchor', async () => {
    const { checked, invalid } = await verifyAuditTrails(databaseOf(database), [auditAnchorType('review') as never]);
    expect({ invalid, enough: checked >= 10 }).toEqual({ invalid: [], enough: true });
    expect(published().flatMap(({ heads }) => heads.map(({ collection }) => collection))).not.toContain(
      'audit_anchors',
    );
  });
});
