import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ListingPublished } from '#common/events/definitions/listing-published.js';
import { sampleListing } from '#common/events/definitions/listing-facts.js';
import { verifyAuditTrails } from '#common/aggregates/verification/verify-histories.js';
import type { AnyType } from '#common/aggregates/verification/check-document.js';
import { newId } from '#common/kernel/ids.js';
import { sampleContractRecord, sampleInstitutionRecord, sampleRegistrationRecord } from '#common/records/samples.js';
import type { ContractRecord, InstitutionRecord, RegistrationRecord, SourceRecord } from '#common/records/shapes.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { client, serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { personas } from '#testing/personas.js';
import { contractType } from '../../../apps/contracts/src/contracts/contract.type.js';
import { institutionType } from '../../../apps/contracts/src/institutions/institution.type.js';
import { ContractsUnderTest } from '../../../apps/contracts/src/testing/contracts-under-test.js';
import { SERVICES } from '../../services.js';
import type { ImportReport } from './import-run.js';

const OPS = path.resolve(import.meta.dirname, '../../../dist/ops.cjs');

interface Stored {
  readonly _id: string;
  readonly version: number;
  readonly state: object;
  readonly untold?: readonly unknown[];
}

describeWithServers('npm run ops -- import', () => {
  let under: ContractsUnderTest;
  let folder: string;
  const listing = {
    ...sampleListing,
    listingId: newId(),
    listingNo: sampleContractRecord.listing,
    supplier: { businessNumber: sampleContractRecord.supplier, name: '제공기업 1001', size: 'SMALL_MEDIUM' as const },
    selectedOn: '2021-03-19',
    validTo: '2027-03-19',
  };

  const contractOf = (n: number): ContractRecord => ({
    ...sampleContractRecord,
    number: `R-${n}`,
    institution: `INST-${n}`,
  });
  const institutionOf = (n: number): InstitutionRecord => ({ ...sampleInstitutionRecord, number: `INST-${n}` });
  const registrationOf = (n: number): RegistrationRecord => ({
    ...sampleRegistrationRecord,
    number: `U-${n}`,
    contract: `R-${n}`,
  });
  const records = (from: number, to: number): readonly SourceRecord[] =>
    [institutionOf, contractOf, registrationOf].flatMap((make) =>
      Array.from({ length: to - from + 1 }, (_, i) => make(from + i)),
    );
  const jsonLines = (lines: readonly unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  async function file(content: string | Buffer): Promise<string> {
    const name = path.join(folder, `${newId()}.jsonl`);
    await writeFile(name, content);
    return name;
  }

  function start(...args: readonly string[]) {
    const env = { PATH: process.env['PATH'], MONGO_URL_CONTRACTS: under.test.database.url };
    const child = spawn(process.execPath, [OPS, 'import', ...args], { env });
    const output = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.out += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (output.error += String(chunk)));
    const ended = new Promise<{ code: number | null; out: string; error: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, ...output })),
    );
    return { child, ended };
  }
  const run = (...args: readonly string[]) => start(...args).ended;
  async function imported(
    content: string | Buffer,
    ...args: readonly string[]
  ): Promise<ImportReport & { code: number | null }> {
    const { code, out, error } = await run(await file(content), '--json', ...args);
    if (out === '') throw new Error(error);
    return { ...(JSON.parse(out) as ImportReport), code };
  }

  /** Everything that is there of these lines, but for when it was written. */
  async function stored(prefix: string): Promise<readonly object[]> {
    const db = databaseOf(under.test.database);
    const named = new RegExp(`^${prefix}`);
    const all = await Promise.all([
      db.collection<Stored>('institutions').find({ 'state.code': named }).sort({ _id: 1 }).toArray(),
      db.collection<Stored>('contracts').find({ 'state.institution.code': named }).sort({ _id: 1 }).toArray(),
    ]);
    return all.flat().map(({ _id, version, state, untold = [] }) => ({ _id, version, state, untold }));
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ops-import-'));
    under = await ContractsUnderTest.start({ watermarks: false });
    await under.publish(ListingPublished, listing);
  }, 60_000);
  afterAll(async () => {
    await under?.stop();
    await rm(folder, { recursive: true });
  }, 30_000);

  it('takes over institutions, contracts and registrations; the second run changes nothing', async () => {
    const content = jsonLines(records(1, 3));
    expect(await imported(content)).toMatchObject({ code: 0, lines: 9, accepted: 9, alreadyThere: 0, refused: [] });
    const first = await stored('INST-[123]$');
    expect(first).toHaveLength(6);
    expect(await imported(content)).toMatchObject({ code: 0, accepted: 0, alreadyThere: 9, refused: [] });
    expect(await stored('INST-[123]$')).toEqual(first);
    // Nobody is told of it, and the trail holds.
    expect(first.filter((one) => (one as Stored).untold?.length !== 0)).toEqual([]);
    const types = [institutionType, contractType] as unknown as readonly AnyType[];
    expect((await verifyAuditTrails(databaseOf(under.test.database), types)).invalid).toEqual([]);
    await eventually(async () => {
      const { view } = await under.as(personas.officer).get('/v1/contracts?limit=50');
      const numbers = (view as unknown as { items: { contractNo?: string; status: string }[] }).items;
      expect(numbers.filter(({ status }) => status === 'ACTIVE')).toHaveLength(3);
    });
  });

  it('says in a dry run what it would do, and writes nothing', async () => {
    const report = await imported(jsonLines(records(11, 12)), '--dry-run');
    expect(report).toMatchObject({ code: 0, accepted: 6, refused: [] });
    expect(await stored('INST-1[12]$')).toEqual([]);
  });

  it('refuses each bad line by itself with what to do, and takes the others', async () => {
    const contract = contractOf(21);
    const content = Buffer.concat([
      Buffer.from(jsonLines([institutionOf(21), contract])),
      Buffer.from(
        jsonLines([
          { ...contract, number: 'R-digits', supplier: '6100000017' },
          { ...contract, number: 'R-dear', amount: 10_000_000_000_001 },
          { ...contract, number: 'R-future', concludedOn: '2099-01-01' },
          { ...contract, kind: 'treaty' },
          { ...contract, projectName: '다른 사업' },
          { ...contract, number: 'R-lost', listing: 'DS-none' },
          { ...registrationOf(21), contract: 'R-none' },
        ]),
      ),
      // CP949 for 수요기관.
      Buffer.from([0xbc, 0xf6, 0xbf, 0xe4, 0xb1, 0xe2, 0xb0, 0xfc, 0x0a]),
      Buffer.from(`${'x'.repeat(10 * 1024 * 1024)}\n`),
      Buffer.from(jsonLines([registrationOf(21)])),
    ]);
    const { code, accepted, refused } = await imported(content);
    expect([code, accepted]).toEqual([1, 3]);
    expect(refused.map(({ line, reasons }) => [line, reasons[0]?.code])).toEqual([
      [3, 'BUSINESS_NUMBER_WRONG'],
      [4, 'AMOUNT_IMPLAUSIBLE'],
      [5, 'DAY_IN_FUTURE'],
      [6, 'RECORD_KIND_UNKNOWN'],
      [7, 'NUMBER_TAKEN'],
      [8, 'REFERENCE_UNKNOWN'],
      [9, 'REFERENCE_UNKNOWN'],
      [10, 'LINE_NOT_UTF8'],
      [11, 'LINE_TOO_LONG'],
    ]);
    expect(await stored('INST-21$')).toHaveLength(2);
    const { out } = await run(await file(content));
    expect(out).toContain('0 accepted, 3 already there, 9 refused');
    expect(out).toContain('  7  contract R-21  /number  NUMBER_TAKEN');
  });

  it('killed at some line and run again, comes to the same as a run that was let be', async () => {
    const count = 300;
    const name = await file(jsonLines(records(1001, 1000 + count)));
    const killed = start(name);
    // Some lines are in, others are not: whichever these are.
    await eventually(async () => expect((await stored('INST-1[0-9]{3}$')).length).toBeGreaterThan(count / 2));
    killed.child.kill('SIGKILL');
    await killed.ended;
    const between = (await stored('INST-1[0-9]{3}$')).length;
    expect(await run(name, '--json')).toMatchObject({ code: 0 });
    const resumed = await stored('INST-1[0-9]{3}$');
    expect(between).toBeLessThanOrEqual(2 * count);
    expect(resumed).toHaveLength(2 * count);
    expect(new Set(resumed.map((one) => (one as Stored).version))).toEqual(new Set([1, 2]));
    const registered = resumed.filter((one) => JSON.stringify(one).includes('"registeredOn":"2021-05-10"'));
    expect(registered).toHaveLength(count);
    expect(await imported(jsonLines(records(1001, 1000 + count)))).toMatchObject({
      accepted: 0,
      alreadyThere: 3 * count,
    });
    expect(await stored('INST-1[0-9]{3}$')).toEqual(resumed);
  });

  it('takes one file', async () => {
    expect((await run()).code).toBe(2);
    expect((await run('a.jsonl', 'b.jsonl')).code).toBe(2);
    expect(await run(path.join(folder, 'none.jsonl'))).toMatchObject({ code: 1, out: '' });
    expect(await run(await file(''))).toMatchObject({ code: 1, error: expect.stringContaining('empty') as string });
  });
});

describeWithServers('The records of a service, from its supplier to the registration of its use,', () => {
  let folder: string;
  const services = new Map<string, ServiceUnderTest>();
  const databaseUrls = (): Record<string, string> =>
    Object.fromEntries([...services].map(([name, { database }]) => [`MONGO_URL_${name.toUpperCase()}`, database.url]));

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ops-import-whole-'));
    for (const map of SERVICES) {
      const prefix = [...services.values()][0]?.prefix;
      const env = prefix === undefined ? {} : { TOPIC_PREFIX: prefix };
      const started = await serviceUnderTest(map, undefined, {}, env);
      services.set(map.service, started);
      const admin = client(started.service, { sub: 'admin', roles: ['ADMIN'] });
      await admin('POST', '/v1/clock', { now: '2025-08-04T10:00:00+09:00' });
    }
  }, 120_000);
  afterAll(async () => {
    // One after the other: each removes the topics they share.
    for (const one of services.values()) await one.stop();
    await rm(folder, { recursive: true });
  }, 60_000);

  it('become one application, case, listing, agreement and contract; the second run changes nothing', async () => {
    const once = async (file = 'records.jsonl') => {
      const name = path.resolve(import.meta.dirname, '../../../docs/import', file);
      const child = spawn(process.execPath, [OPS, 'import', name, '--json'], {
        env: { PATH: process.env['PATH'], ...databaseUrls() },
      });
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => (out += String(chunk)));
      await new Promise((resolve) => child.once('close', resolve));
      return JSON.parse(out) as ImportReport;
    };
    expect(await once()).toMatchObject({ lines: 7, accepted: 7, refused: [] });
    // The same record in a table is the same line.
    expect(await once('contract.csv')).toMatchObject({ lines: 1, alreadyThere: 1, refused: [] });
    const documents = async (service: string, collection: string) => {
      const found = services.get(service);
      if (found === undefined) throw new Error(service);
      return databaseOf(found.database).collection<Stored>(collection).find().toArray();
    };
    const all = () =>
      Promise.all([
        documents('intake', 'suppliers'),
        documents('intake', 'applications'),
        documents('review', 'cases'),
        documents('catalog', 'agreements'),
        documents('contracts', 'contracts'),
      ]);
    const [suppliers, applications, cases, agreements, contracts] = await all();
    expect(suppliers?.[0]?.state).toMatchObject({ people: [], synthetic: true });
    expect(applications?.[0]?.state).toMatchObject({ status: 'SELECTED', submittedOn: '2021-02-15' });
    expect(cases?.[0]?.state).toMatchObject({ status: 'DECIDED', decision: { sessionNo: 5, on: '2021-03-19' } });
    expect(agreements?.[0]?.state).toMatchObject({ facts: { status: 'ENDED', number: '00-21-90001-00' } });
    expect(contracts?.[0]?.state).toMatchObject({
      concluded: { contractNo: 'R-2021-09001', kind: 'CLOUD_COMPUTING', origin: 'MIGRATED' },
      registration: { status: 'REGISTERED', registeredOn: '2021-05-10' },
    });
    expect(await once()).toMatchObject({ accepted: 0, alreadyThere: 7, refused: [] });
    // The listing lives on: it is renewed, and nobody was told of anything.
    await eventually(async () => {
      const [listing] = await documents('catalog', 'listings');
      expect(listing?.state).toMatchObject({
        publishedOn: '2021-03-26',
        facts: { listingNo: 'DS-2021-009001', status: 'ACTIVE', version: 2, validTo: '2027-03-19' },
      });
    });
    for (const [service, collection] of [
      ['intake', 'suppliers'],
      ['intake', 'applications'],
      ['review', 'cases'],
      ['catalog', 'listings'],
      ['catalog', 'agreements'],
    ] as const)
      for (const { untold = [] } of await documents(service, collection))
        expect([collection, untold]).toEqual([collection, []]);
    expect(await documents('contracts', 'notices')).toEqual([]);
    expect(await documents('catalog', 'notices')).toEqual([]);
    expect(await documents('intake', 'notices')).toEqual([]);
  });
});
