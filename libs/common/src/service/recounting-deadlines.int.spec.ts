import type mongoose from 'mongoose';
import { AggregateStore, type StoreEnvironment } from '../aggregates/aggregate-store.js';
import { ask, begin, dutyType } from '../aggregates/duty.fixture.js';
import { aggregateSchema, MongoDocuments } from '../aggregates/mongo-documents.js';
import type { AnyType } from '../aggregates/verification/check-document.js';
import { systemActor } from '../kernel/actor.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { newId } from '../kernel/ids.js';
import { PolicyTable } from '../kernel/policy.js';
import { momentOf } from '#testing/specification.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { RecountingDeadlines } from './recounting-deadlines.js';

const listed = PolicyTable.from({ holidays: { '2028-01-04': true }, holidayYears: ['2028'] });
const never = new AbortController().signal;

describeWithServers('R-13, F-31: the job that counts provisional deadlines again', () => {
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let told: string[];

  beforeEach(async () => {
    database = await testDatabase('recounting');
    db = databaseOf(database);
    told = [];
    await database.connection.model(dutyType.name, aggregateSchema(dutyType)).createIndexes();
  });
  afterEach(() => database.drop());

  const environment = (policy: PolicyTable): StoreEnvironment => ({
    documents: (type) => new MongoDocuments(db, type),
    moment: () => momentOf('2027-12-29', policy),
    checkAccess: () => undefined,
    holds: () => true,
    visibleTo: () => [{}],
  });
  const storeOf = (policy: PolicyTable) => new AggregateStore(dutyType, environment(policy));
  const intent = (id: string) => ({ id, actor: systemActor('spec'), causationId: newId() });

  const job = (policy: PolicyTable, now: string, stores = environment(policy)) =>
    new RecountingDeadlines({
      service: 'intake',
      db,
      types: [dutyType as unknown as AnyType],
      stores,
      calendar: koreanCalendar(policy),
      now: () => new Date(now),
      recounted: (type, deadlines) => void told.push(`${type}: ${deadlines}`),
      failed: (type, id) => void told.push(`${type} ${id} failed`),
    });

  const looks = async (): Promise<readonly number[]> =>
    (await db.collection('calendar_editions').find().toArray()).map(({ looks: made }) => (made as unknown[]).length);

  const dueAt = async (id: string) => (await storeOf(listed).find(id))?.state.deadlines[0]?.dueAt;

  it('moves every one of them once, and records that it looked', async () => {
    for (const id of ['one', 'two']) await storeOf(PolicyTable.defaults).create(intent(id), begin(5));
    await storeOf(PolicyTable.defaults).change(intent('two'), ask(10));
    await storeOf(PolicyTable.defaults).create(intent('three'), begin(1));
    await job(listed, '2027-12-30T00:00:00Z').run(never);
    await job(listed, '2027-12-30T01:00:00Z').run(never);
    expect(told).toEqual(['duty: 3']);
    expect(await looks()).toEqual([1]);
    expect(await Promise.all(['one', 'two', 'three'].map(dueAt))).toEqual([
      '2028-01-06T15:00:00.000Z',
      '2028-01-06T15:00:00.000Z',
      '2027-12-30T15:00:00.000Z',
    ]);
    expect((await storeOf(listed).find('three'))?.version).toBe(1);
  });

  it('looks again a day later, for what a process of the former build still counted, and then no more', async () => {
    await job(listed, '2027-12-30T00:00:00Z').run(never);
    await storeOf(PolicyTable.defaults).create(intent('late'), begin(5));
    await job(listed, '2027-12-30T23:59:59Z').run(never);
    expect(told).toEqual([]);
    await job(listed, '2027-12-31T00:00:00Z').run(never);
    await job(listed, '2028-01-05T00:00:00Z').run(never);
    expect(told).toEqual(['duty: 1']);
    expect(await looks()).toEqual([2]);
  });

  it('begins anew with the next list', async () => {
    await job(PolicyTable.defaults, '2027-12-29T00:00:00Z').run(never);
    await storeOf(PolicyTable.defaults).create(intent('one'), begin(5));
    await job(listed, '2027-12-29T00:01:00Z').run(never);
    expect(told).toEqual(['duty: 1']);
    expect(await looks()).toEqual([1, 1]);
  });

  it('says which one it could not count, goes on with the others, and comes back', async () => {
    for (const id of ['one', 'two']) await storeOf(PolicyTable.defaults).create(intent(id), begin(5));
    const broken: StoreEnvironment = {
      ...environment(listed),
      documents: (type) => {
        const documents = new MongoDocuments(db, type);
        const { head } = documents;
        return Object.assign(documents, {
          head: (id: string, cause: string) =>
            id === 'one' ? Promise.reject(new Error('no answer')) : head.call(documents, id, cause),
        });
      },
    };
    await expect(job(listed, '2027-12-30T00:00:00Z', broken).run(never)).rejects.toThrow(/1 aggregates of type duty/);
    expect(told).toEqual(['duty one failed', 'duty: 1']);
    expect(await looks()).toEqual([]);
    await job(listed, '2027-12-30T01:00:00Z').run(never);
    expect(told.at(-1)).toBe('duty: 1');
    expect(await dueAt('one')).toBe('2028-01-06T15:00:00.000Z');
  });
});
