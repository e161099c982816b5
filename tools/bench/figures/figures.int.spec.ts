import type mongoose from 'mongoose';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { manyQueries, manyRows } from './many-rows.js';
import { recount, toldBy } from './recount.js';
import type { ContractRow } from '../../../apps/contracts/src/read-models/statistics/domain/figure-rows.js';
import { KeptFigures } from '../../../apps/contracts/src/read-models/statistics/domain/kept-figures.js';

// A tenth of what `npm run bench -- figures` asks, with the same seed.
const [CONTRACTS, QUESTIONS, SEED] = [10_000, 20, 1];

describeWithServers('The statistics of many contracts', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('recount');
  }, 60_000);
  afterAll(() => database?.drop());

  it('R-49: equal a recount by the store, which shares no code with them', async () => {
    const rows = database.connection.collection('rows') as unknown as mongoose.mongo.Collection<ContractRow>;
    const kept = new KeptFigures();
    const all = [...manyRows(CONTRACTS, SEED)];
    for (const [i, row] of all.entries()) kept.put(String(i), row);
    await rows.insertMany(all);
    for (const query of manyQueries(QUESTIONS, SEED)) {
      expect(toldBy(kept.statistics([], query))).toEqual(await recount(rows, query));
    }
  }, 60_000);
});
