import type mongoose from 'mongoose';
import { newId } from '../kernel/ids.js';
import { isStoreUnavailable } from '../store/errors.js';
import { testDatabase, type TestDatabase } from '#testing/stores.js';
import { archiveContract } from './archive/archive.suite.js';
import { aggregateStoreContract, ballotType, runAgainst } from './aggregate-store.suite.js';
import { erasureContract } from './erasure/erasure.suite.js';
import { EventArchive } from './archive/event-archive.js';
import { GatheredDocuments } from './gathered-documents.js';
import { aggregateSchema, MongoDocuments } from './mongo-documents.js';

describe('An aggregate store in MongoDB', () => {
  let database: TestDatabase;
  const db = (): mongoose.mongo.Db => {
    if (database.connection.db === undefined) throw new Error('not connected');
    return database.connection.db;
  };

  beforeAll(async () => {
    database = await testDatabase();
    await database.connection.model(ballotType.name, aggregateSchema(ballotType)).createIndexes();
    await new EventArchive(db(), ballotType.collection).createIndexes();
  });
  afterAll(() => database.drop());

  const run = runAgainst(() => new MongoDocuments(db(), ballotType));
  it.each(aggregateStoreContract)('%s', (_, rule) => run(rule));

  it.each(['$', '$_id', '$$nothing'])('S29: takes the cause %s as it is: it is no expression', async (cause) => {
    const documents = new MongoDocuments(db(), ballotType);
    const causationId = newId();
    // An id that is the cause of its own first event: as an expression, `$_id` would be found among the causes.
    await documents.insert({
      _id: causationId,
      version: 1,
      state: { name: 'a', votes: [], closed: true, contacts: [] },
      history: [{ causationId } as never],
      out: [],
      claims: [],
      sequences: [],
    });
    expect(await documents.head(causationId, cause)).toMatchObject({ seen: false });
    expect(await documents.head(causationId, causationId)).toMatchObject({ seen: true });
  });

  it('S12: a list that would take too long ends in the store, and its caller may try again', async () => {
    const _id = newId();
    const state = { name: 'slow', votes: [], closed: true, contacts: [] };
    const documents = new MongoDocuments(db(), ballotType);
    await documents.insert({ _id, version: 1, state, history: [], out: [], claims: [], sequences: [] });
    // A view that is made of a billion rows, of which none is left.
    const none = { $match: { $expr: { $gt: ['$a', { $add: ['$b', '$c', 1_000] }] } } };
    const many = (field: string, count: number) => [
      { $set: { [field]: { $range: [0, count] } } },
      { $unwind: `$${field}` },
    ];
    await db().createCollection('slow_ballots', {
      viewOn: ballotType.collection,
      pipeline: [...many('a', 1_000), ...many('b', 1_000), ...many('c', 1_000), none],
    });
    const slow = new MongoDocuments(db(), { ...ballotType, collection: 'slow_ballots' });
    const query = { where: {}, sortBy: '_id', descending: false, limit: 10 };
    const refused = await slow.list(query).catch((error: unknown) => error);
    expect([isStoreUnavailable(refused), refused]).toEqual([true, expect.objectContaining({ code: 50 })]);
    const ops = await db()
      .admin()
      .command({ currentOp: 1, ns: { $regex: ballotType.collection } });
    expect(ops['inprog']).toEqual([]);
  }, 15_000);

  describe('whose requests are gathered', () => {
    const gathered = () => new GatheredDocuments(db(), ballotType);
    it.each(aggregateStoreContract)('%s', (_, rule) => runAgainst(gathered)(rule));
    it.each(archiveContract)('%s', (_, rule) => runAgainst(gathered)(rule));

    it('writes each by itself: a taken name and an id that is there hold up no other', async () => {
      const documents = gathered();
      const row = (name: string, _id = newId()) => ({
        _id,
        version: 1,
        state: { name, votes: [], closed: false, contacts: [] },
        history: [],
        out: [],
        claims: [`gathered:${name}`],
        sequences: [],
      });
      const [first, second, third] = [row('하나'), row('둘'), row('셋')];
      await documents.insert(first);
      const again = await Promise.allSettled([
        documents.insert({ ...row('넷'), _id: first._id }),
        documents.insert(second),
        documents.insert(row('하나')),
        documents.insert(third),
      ]);
      expect(again.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
        false,
        true,
        'Error: Claim taken: gathered:하나',
        true,
      ]);
      expect(await documents.find(third._id)).toMatchObject({ state: { name: '셋' } });
    });
  });

  describe('whose older events are archived', () => {
    it.each(archiveContract)('%s', (_, rule) => run(rule));
  });

  describe('from which personal data is erased', () => {
    it.each(erasureContract)('%s', (_, rule) => run(rule));
  });
});
