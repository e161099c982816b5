import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { CHAIN_START, findBrokenLink, hashEvent } from '#common/aggregates/history-chain/hash-chain.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { IntakeAuditAnchored } from '#common/events/definitions/audit-anchored.js';
import { databaseOf } from '#testing/notes.js';
import { client, serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers } from '#testing/stores.js';
import { readTopics } from '#testing/topic-reader.js';
import { intake } from '../../apps/intake/src/intake.service-map.js';

const REPOSITORY = path.join(import.meta.dirname, '../..');
const OPS = path.join(REPOSITORY, 'dist/ops.cjs');
const VERIFIER = path.join(REPOSITORY, 'tools/audit/verify-export.mjs');

const supplier = {
  businessNumber: '123-45-67891',
  name: '제공기업 2',
  size: 'SMALL_MEDIUM',
  representative: '홍길동',
  address: '서울특별시',
  contact: { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' },
};

/** What an export says of one aggregate. */
interface Exported {
  readonly collection?: string;
  readonly events: readonly StoredEvent[];
  readonly document: { readonly state: Record<string, unknown>; readonly withheld: object };
}

describeWithServers('The audit of a service', () => {
  let underTest: ServiceUnderTest;
  let folder: string;

  /** Runs a command as an operator does. */
  async function run(script: string, ...args: readonly string[]) {
    const env = { ...process.env, MONGO_URL_INTAKE: underTest.database.url, AUTH: 'dev' };
    const child = spawn(process.execPath, [script, ...args], { env, cwd: folder });
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => output.push(String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output: output.join('') };
  }
  const moveTo = async (now: string): Promise<void> => {
    const call = client(underTest.service, { sub: 'admin', roles: ['ADMIN'] });
    expect((await call('POST', '/v1/clock', { now })).status).toBe(200);
  };
  const suppliers = () =>
    databaseOf(underTest.database).collection<{ _id: string; history: StoredEvent[] }>('suppliers');
  const theSupplier = async () => {
    const found = await suppliers().findOne({});
    if (found === null) throw new Error('no supplier');
    return found;
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ops-audit-'));
    underTest = await serviceUnderTest(intake);
    await moveTo('2025-09-01T00:00:00+09:00');
    const call = client(underTest.service, { sub: 'supplier-2', roles: ['SUPPLIER'], org: '1234567891' });
    await call('POST', '/v1/suppliers', supplier);
    await moveTo('2025-09-03T00:00:00+09:00');
  });
  afterAll(async () => {
    await underTest.stop();
    await rm(folder, { recursive: true });
  });

  it('finds every chain unbroken, and names an event that was altered', async () => {
    expect(await run(OPS, 'audit', 'verify', '--service', 'intake')).toEqual({
      code: 0,
      output: 'intake: 4 histories walked, 0 broken\n',
    });
    const { _id, history } = await theSupplier();
    await suppliers().updateOne({ _id }, { $set: { 'history.0.data.name': '다른 기업' } });
    const altered = await run(OPS, 'audit', 'verify', '--service', 'intake');
    expect(altered).toEqual({
      code: 1,
      output: `intake: 4 histories walked, 1 broken\n  suppliers ${_id} history.0: event ${history[0]?.id}: hash does not follow\n`,
    });
    const json = JSON.parse((await run(OPS, 'audit', 'verify', '--service', 'intake', '--json')).output) as object;
    expect(json).toMatchObject({ checked: 4, invalid: 1, services: { intake: { invalid: [{ id: _id }] } } });
    await suppliers().updateOne({ _id }, { $set: { history } });
  });

  it('S13: is exported for a stand-alone verifier and recorded as such, along with the anchors of the topic', async () => {
    const exported = await run(OPS, 'audit', 'export', '--service', 'intake', '--out', 'good.jsonl');
    expect(exported).toEqual({
      code: 0,
      output: expect.stringContaining('intake: 4 histories in good.jsonl\n') as string,
    });
    // S13: next to it the security log says which account took an export.
    const entry = exported.output.split('\n').find((line) => line.includes('"context":"security"')) ?? '{}';
    expect(JSON.parse(entry)).toMatchObject({
      message: 'accessed',
      params: { what: 'EXPORT', ids: ['intake'], sub: `operator:${userInfo().username}` },
    });
    const reader = await readTopics((process.env['KAFKA_BROKERS'] ?? '').split(','), [
      `${underTest.prefix}${IntakeAuditAnchored.topic}`,
    ]);
    const records = await reader.count(3);
    await reader.stop();
    await writeFile(path.join(folder, 'topic.jsonl'), records.map(({ value }) => `${String(value)}\n`).join(''));
    const verified = await run(VERIFIER, 'good.jsonl', '--anchors', 'topic.jsonl');
    expect(verified.output).toContain('Anchors: 3 (2025-08-31 to 2025-09-02), 1 heads found, 3 roots hold');
    expect(verified.output).toContain('Personal data: 1 digests hold, 0 values erased, 3 withheld');
    expect(verified).toMatchObject({ code: 0, output: expect.stringContaining('Everything holds.') as string });
  });

  it('S3: is exported with personal data only when that is asked for, and says what it withholds', async () => {
    const [plain, whole] = ['plain.jsonl', 'whole.jsonl'];
    expect((await run(OPS, 'audit', 'export', '--service', 'intake', '--out', plain)).code).toBe(0);
    const asked = await run(OPS, 'audit', 'export', '--service', 'intake', '--out', whole, '--with-personal-data');
    expect(asked).toMatchObject({ code: 0, output: expect.stringContaining('--with-personal-data') as string });
    const { history } = await theSupplier();
    const salts = ['contact', 'address', 'representative'].map(
      (name) => history[0]?.digests?.[`details/${name}`]?.salt,
    );
    const personal = [supplier.contact.email, supplier.address, supplier.representative, ...salts].map(String);
    const texts = await Promise.all([plain, whole].map((name) => readFile(path.join(folder, name), 'utf8')));
    expect(texts.map((text) => personal.filter((one) => text.includes(one)))).toEqual([[], personal]);
    const reports = await Promise.all([plain, whole].map((name) => run(VERIFIER, name)));
    expect(reports).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(reports[0]?.output).toContain('withheld: suppliers SupplierRegistered details/contact, 1 value\n');
    expect(reports[1]?.output).toContain('Personal data: 4 digests hold, 0 values erased, 0 withheld');
    // The request came without a key here; one with a key leaves a digest, and its salt stays in the store.
    expect(reports[1]?.output).toContain('Requests: 0 digests');
  });

  it('S4: an altered state is named, by the walk and by the stand-alone verifier', async () => {
    const { _id } = await theSupplier();
    await suppliers().updateOne({ _id }, { $set: { 'state.facts.name': '다른 기업' } });
    expect(await run(OPS, 'audit', 'verify', '--service', 'intake')).toEqual({
      code: 1,
      output: `intake: 4 histories walked, 1 broken\n  suppliers ${_id} state.facts.name: is not what its history makes\n`,
    });
    expect((await run(OPS, 'audit', 'export', '--service', 'intake', '--out', 'state.jsonl')).code).toBe(0);
    const found = await run(VERIFIER, 'state.jsonl');
    expect(found.code).toBe(1);
    expect(found.output).toContain(`BREAK suppliers ${_id}: its state, claims, sequences or deadline`);
    await suppliers().updateOne({ _id }, { $set: { 'state.facts.name': supplier.name } });
    expect((await run(OPS, 'audit', 'verify', '--service', 'intake')).code).toBe(0);
  });

  it('S4: an export shows the state, and of personal data in it a digest only', async () => {
    const text = await readFile(path.join(folder, 'good.jsonl'), 'utf8');
    const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Exported]));
    const line = lines.find(({ collection }) => collection === 'suppliers');
    expect(line?.document.state['facts']).toMatchObject({ value: { name: supplier.name } });
    expect(JSON.stringify(line?.document)).not.toContain(supplier.contact.email);
    expect(Object.keys(line?.document.withheld ?? {})).toEqual(['details']);
    // With the salt of the whole state, what is withheld could be tried out.
    expect(line?.events.map(({ stateDigest }) => stateDigest?.salt)).toEqual(['']);
  });

  it('S4: the stand-alone verifier believes anchors by the public keys of the service', async () => {
    const { keys } = (await (await fetch(`${underTest.service.url}/.well-known/event-keys.json`)).json()) as {
      keys: object[];
    };
    await writeFile(path.join(folder, 'keys.json'), JSON.stringify({ keys }));
    const good = await run(VERIFIER, 'good.jsonl', '--keys', 'keys.json');
    expect(good.output).toContain('Signatures of anchors: 3 hold');
    expect(good.code).toBe(0);
    await writeFile(path.join(folder, 'none.json'), JSON.stringify({ keys: [] }));
    const unknown = await run(VERIFIER, 'good.jsonl', '--keys', 'none.json');
    expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining('which is none of intake') as string });
  });

  it('shows a history that was rewritten with new hashes, which a walk of the chains cannot find', async () => {
    const { _id, history } = await theSupplier();
    let previous = CHAIN_START;
    const forged = history.map((event) => {
      const changed = { ...event, at: new Date(event.at.getTime() + 60_000) };
      previous = hashEvent(previous, changed);
      return { ...changed, hash: previous };
    });
    await suppliers().updateOne({ _id }, { $set: { history: forged } });
    expect(findBrokenLink(forged)).toBeUndefined();
    // The walk also knows the anchors in the store.
    const walked = await run(OPS, 'audit', 'verify', '--service', 'intake');
    expect(walked.code).toBe(1);
    expect(walked.output).toMatch(
      new RegExp(`suppliers ${_id} history: event .*: ended in [0-9a-f]{12}… at version 1`),
    );
    expect((await run(OPS, 'audit', 'export', '--service', 'intake', '--out', 'forged.jsonl')).code).toBe(0);
    const found = await run(VERIFIER, 'forged.jsonl', '--anchors', 'topic.jsonl');
    expect(found.code).toBe(1);
    expect(found.output).toMatch(
      new RegExp(`BREAK suppliers ${_id}: ended in [0-9a-f]{12}… at version 1 on 2025-0[89]-`),
    );
    await suppliers().updateOne({ _id }, { $set: { history } });
  });

  it('refuses other arguments, and overwrites no file', async () => {
    const before = await readFile(path.join(folder, 'good.jsonl'), 'utf8');
    expect((await run(OPS, 'audit', 'export', '--service', 'intake', '--out', 'good.jsonl')).code).toBe(1);
    expect(await readFile(path.join(folder, 'good.jsonl'), 'utf8')).toBe(before);
    const wrong = [['audit'], ['audit', 'export'], ['audit', 'verify', '--service', 'x']];
    for (const args of wrong) expect([args, (await run(OPS, ...args)).code]).toEqual([args, 2]);
    const dry = await run(OPS, 'audit', 'export', '--service', 'intake', '--out', 'new.jsonl', '--dry-run');
    expect(dry.output).toContain('would write');
    await expect(readFile(path.join(folder, 'new.jsonl'))).rejects.toThrow('ENOENT');
  }, 60_000);
});
