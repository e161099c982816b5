import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mongoose from 'mongoose';
import type { ServiceName } from '#common/events/define-event.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { officer } from '../../tools/story/cast.js';
import { listingPath } from '../../tools/story/listing.js';
import { playStory } from '../../tools/story/story.js';
import { install, type Installed } from './installed.js';

interface Ran {
  readonly code: number;
  readonly json: unknown;
  readonly stdout: string;
}

interface Drift {
  readonly differences: number;
  readonly checks: readonly {
    readonly check: string;
    readonly rows: number;
    readonly differences: readonly { readonly id: string; readonly kind: string; readonly fields: readonly string[] }[];
  }[];
}

describeWithServers('Read models of a whole installation', () => {
  let installed: Installed;
  const connections: mongoose.Connection[] = [];

  beforeAll(async () => {
    installed = await install();
    await playStory(installed.stage, () => undefined);
    await installed.broker.drained();
  }, 240_000);
  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await installed.stop();
  });

  function start(...args: readonly string[]): ReturnType<typeof execFile> {
    return execFile(process.execPath, ['dist/ops.cjs', ...args], { env: installed.opsEnv });
  }

  async function ops(...args: readonly string[]): Promise<Ran> {
    const child = start(...args);
    let stdout = '';
    child.stdout?.on('data', (text: string) => (stdout += text));
    const [code] = (await once(child, 'close')) as [number];
    return { code, stdout, json: stdout.startsWith('{') ? (JSON.parse(stdout) as unknown) : undefined };
  }

  async function drifted(): Promise<readonly string[]> {
    const { code, json } = await ops('drift', '--json', '--settle', '0.2');
    const { differences, checks } = json as Drift;
    expect(code).toBe(differences === 0 ? 0 : 1);
    return checks.flatMap((one) => one.differences.map(({ kind, fields }) => [one.check, kind, ...fields].join(' ')));
  }

  async function store(service: ServiceName): Promise<mongoose.mongo.Db> {
    const connection = await mongoose
      .createConnection(installed.opsEnv[`MONGO_URL_${service.toUpperCase()}`] ?? '')
      .asPromise();
    connections.push(connection);
    return connection.db as mongoose.mongo.Db;
  }

  interface Row {
    readonly _id: string;
    readonly sequence: number;
    readonly state: { readonly applicationId: string };
  }

  /** Alters one row, and restores it. @returns what was found */
  async function planted(
    service: ServiceName,
    collection: string,
    filter: object,
    change: object | undefined,
  ): Promise<readonly string[]> {
    const rows = (await store(service)).collection<Row>(collection);
    const before = await rows.findOne(filter);
    if (before === null) throw new Error(`${service}.${collection} has no such row.`);
    const only = { _id: before._id };
    if (change === undefined) await rows.deleteOne(only);
    else await rows.updateOne(only, change);
    try {
      return await drifted();
    } finally {
      await rows.replaceOne(only, before, { upsert: true });
    }
  }

  it('agree with their sources after the story', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'drift-')), 'drift.prom');
    const { code, json } = await ops('drift', '--json', '--metrics', file);
    const { differences, checks } = json as Drift;
    expect([code, differences]).toEqual([0, 0]);
    const rows = Object.fromEntries(checks.map((one) => [one.check, one.rows]));
    expect(rows).toEqual({
      'listings-of-decisions': 6,
      'decisions-at-intake': 6,
      'readers-at-intake': 0,
      'contract-counts': 2,
      contractability: 6,
      statistics: 2,
      'catalog-search': 6,
      'catalog-listing-contracts': 2,
      'contracts-catalog': 7,
      'contracts-contract-figures': 2,
      'contracts-selection-figures': 6,
      'contracts-supplier-contracts': 2,
      'contracts-purchases': 2,
      'contracts-supplier-faults': 0,
      'catalog-debarments': 0,
      'contracts-comparisons': 0,
      'contracts-debarments': 0,
      'review-debarments': 0,
    });
    expect(await readFile(file, 'utf8')).toContain('drift_differences{check="contractability"} 0\n');
  }, 60_000);

  it('are found when a row is missing, altered or stale, each by name', async () => {
    expect(await planted('catalog', 'listing_search', {}, undefined)).toEqual(['catalog-search missing']);
    expect(await planted('catalog', 'listing_contracts', {}, { $set: { institutionCode: 'X', amount: 1 } })).toEqual([
      expect.stringMatching(/^catalog-listing-contracts different institutionCode: .+ amount: \d+ ≠ 1$/),
    ]);
    expect(await planted('catalog', 'listing_contracts', {}, { $set: { listingId: 'X' } })).toEqual(
      expect.arrayContaining(['contract-counts extra', 'contract-counts missing']),
    );
    expect(
      await planted('contracts', 'catalog', { kind: 'LISTING' }, { $set: { 'listing.status': 'SUSPENDED' } }),
    ).toEqual([
      expect.stringContaining('contractability different contractable: true ≠ false'),
      expect.stringContaining('contracts-catalog different listing: '),
    ]);
    expect(await planted('contracts', 'contract_figures', {}, { $inc: { sequence: -1 } })).toEqual([
      expect.stringMatching(/^contracts-contract-figures different sequence: \d+ ≠ \d+$/),
    ]);
    expect(await planted('contracts', 'selection_figures', {}, undefined)).toEqual([
      'contracts-selection-figures missing',
    ]);
    expect(await planted('contracts', 'contract_figures', {}, { $set: { concludedOn: '2020-01-01' } })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^statistics different concludedOn/)]),
    );
  }, 120_000);

  it('are found when an aggregate that follows another lacks an event', async () => {
    expect(await planted('catalog', 'listings', {}, undefined)).toEqual(
      expect.arrayContaining(['listings-of-decisions missing', 'contractability extra', 'catalog-search extra']),
    );
    expect(
      await planted(
        'intake',
        'applications',
        { 'state.decision': { $exists: true } },
        { $unset: { 'state.decision': 1 } },
      ),
    ).toEqual(['decisions-at-intake missing']);
    // Every review of the story is over: the papers are closed to all.
    expect(await planted('intake', 'applications', {}, { $set: { 'state.readers': ['member-1'] } })).toEqual([
      'readers-at-intake extra',
    ]);
    expect(await drifted()).toEqual([]);
  }, 60_000);

  it('are rebuilt to the same hash, also after a kill, and are read from the new copy', async () => {
    const nia = installed.stage.as(officer);
    const listing = listingPath(installed.stage, 1);
    const killed = start('rebuild', 'catalog', 'search');
    const catalog = await store('catalog');
    const pointers = catalog.collection<{ _id: string; collection: string; candidate?: object }>('projection_pointers');
    await eventually(async () => expect((await pointers.findOne({ _id: 'search' }))?.candidate).toBeDefined(), {
      within: 15_000,
    });
    killed.kill('SIGKILL');
    await once(killed, 'close');
    await nia.move('catalog', listing, '/suspension', { cause: 'SECURITY_INCIDENT', reason: '점검' });

    const again = await ops('rebuild', 'catalog', 'search', '--json');
    expect(again.json).toMatchObject({
      resumed: true,
      switched: true,
      handedOver: true,
      atRest: true,
      comparison: { rows: 6, different: 0, apart: 0 },
    });
    const { comparison, to } = again.json as {
      comparison: { live: string; rebuilt: string };
      to: { collection: string };
    };
    expect(comparison.rebuilt).toBe(comparison.live);
    expect((await pointers.findOne({ _id: 'search' }))?.collection).toBe(to.collection);

    await catalog.collection('listing_search').deleteMany({});
    await nia.move('catalog', listing, '/resumption', { reason: '확인' });
    await eventually(async () => expect(await drifted()).toEqual([]), { within: 20_000 });
    const { items } = await nia.get('catalog', '/v1/listings');
    expect(items).toHaveLength(6);
  }, 120_000);

  it('are found by a dry run when they were altered', async () => {
    const rows = (await store('contracts')).collection<Row>('contract_figures');
    const one = (await rows.findOne({})) as Row;
    await rows.updateOne({ _id: one._id }, { $set: { amount: 1 } });
    const { code, stdout } = await ops('rebuild', 'contracts', 'contract-figures', '--dry-run');
    expect(code).toBe(1);
    expect(stdout).toContain(`DIFFERENT; 2 rows, 1 contradict each other`);
    expect(stdout).toContain(one._id);
    expect(await rows.findOne({ _id: one._id })).toMatchObject({ amount: 1 });
  }, 60_000);
});
