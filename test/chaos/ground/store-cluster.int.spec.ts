import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ballotType } from '#common/aggregates/aggregate-store.suite.js';
import { MongoDocuments } from '#common/aggregates/mongo-documents.js';
import { newId } from '#common/kernel/ids.js';
import { StoreCluster } from './store-cluster.js';

const START_MS = 60_000;

describe('A store of three members', () => {
  let directory: string;
  let cluster: StoreCluster;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dsc-cluster-'));
    cluster = await StoreCluster.start(directory, () => undefined);
  }, START_MS);

  afterAll(async () => {
    await cluster?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('tells a head that is older than the newest state, as after an election', async () => {
    const db = (await cluster.client()).db('ballots');
    const documents = new MongoDocuments(db, ballotType);
    const _id = newId();
    const state = { name: 'a', votes: [], closed: false, contacts: [] };
    await documents.insert({ _id, version: 1, state, history: [], out: [], claims: [], sequences: [] });
    const primary = await cluster.primary();
    const others = [0, 1, 2].filter((i) => i !== primary);

    await Promise.all(others.map((i) => cluster.kill(i, 'SIGSTOP')));
    const rows = db.collection<{ _id: string }>(ballotType.collection);
    await rows.updateOne({ _id }, { $set: { version: 2 } }, { writeConcern: { w: 1 } });
    expect((await documents.head(_id, ''))?.version).toBe(1);
    const asked = documents.isAt(_id, 1);
    await Promise.all(others.map((i) => cluster.kill(i, 'SIGCONT')));

    expect(await asked).toBe(false);
    expect((await documents.head(_id, ''))?.version).toBe(2);
    expect(await documents.isAt(_id, 2)).toBe(true);
    expect(await documents.isAt(_id, undefined)).toBe(false);
    expect(await documents.isAt(newId(), undefined)).toBe(true);
  });
});
