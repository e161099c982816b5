import { userInfo } from 'node:os';
import { execFile } from 'node:child_process';
import { operatorActType } from '#common/service/operations/operator-acts/operator-act.js';
import { verifyAuditTrails } from '#common/aggregates/verification/verify-histories.js';
import type { DeadLetter } from '#common/inbox/dead-letters/dead-letters.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

const SUBJECT = '0199c0de-0000-7000-8000-000000000001';

describeWithServers('npm run ops -- dead-letters', () => {
  const stores = {} as Record<'intake' | 'review' | 'catalog' | 'contracts', TestDatabase>;
  const names = ['intake', 'review', 'catalog', 'contracts'] as const;

  const run = (...args: readonly string[]): Promise<Run> =>
    new Promise((resolve) => {
      const urls = Object.fromEntries(names.map((name) => [`MONGO_URL_${name.toUpperCase()}`, stores[name].url]));
      const env = { PATH: process.env['PATH'], ...urls };
      execFile(process.execPath, ['dist/ops.cjs', 'dead-letters', ...args], { env }, (failed, out, error) =>
        resolve({ code: failed === null ? 0 : Number(failed.code), out, error }),
      );
    });
  const json = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await run(...args, '--json')).out) as unknown;
  const letters = (name: (typeof names)[number]) => databaseOf(stores[name]).collection<DeadLetter>('dead_letters');
  const statuses = async (name: (typeof names)[number]) =>
    (await letters(name).find().sort({ sequence: 1 }).toArray()).map(({ status }) => status);

  async function bury(name: (typeof names)[number], sequence: number): Promise<void> {
    await letters(name).insertOne({
      _id: `${name}/review.cases/2/${sequence}`,
      group: name,
      topic: 'review.cases',
      partition: 2,
      offset: `${sequence}`,
      key: SUBJECT,
      value: '{"caseNo":"2026-1"}',
      headers: { ce_id: 'e', ce_subject: SUBJECT },
      type: 'kr.digitalservice.review.ServiceSelected.v1',
      subject: SUBJECT,
      sequence,
      reason: 'LISTING_EXISTS',
      error: 'The listing exists already.',
      attempts: 1,
      at: new Date('2026-03-02T01:00:00Z'),
      status: 'OPEN',
    });
  }

  beforeAll(async () => {
    for (const name of names) stores[name] = await testDatabase(name);
  });
  beforeEach(async () => {
    for (const name of names) await databaseOf(stores[name]).dropDatabase();
    await bury('catalog', 4);
    await bury('catalog', 5);
    await bury('intake', 4);
  });
  afterAll(async () => {
    for (const name of names) await stores[name].drop();
  });

  it('lists what is open in all services, for people and for programs', async () => {
    const { code, out } = await run('list');
    expect(code).toBe(0);
    expect(out).toContain('catalog~review.cases~2~4');
    expect(out).toContain('3 shown; open: 3 (intake 1, review 0, catalog 2, contracts 0)');
    expect(await json('list', '--service', 'catalog', '--type', 'ServiceSelected')).toMatchObject({
      open: { catalog: 2 },
      letters: [{ service: 'catalog', sequence: 5 }, { sequence: 4 }],
    });
    expect(await json('list', '--status', 'DISCARDED')).toMatchObject({ letters: [] });
  });

  it('S26: shows one without its values, unless they are asked for', async () => {
    const { code, out, error } = await run('show', '--id', 'catalog~review.cases~2~4');
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain('"caseNo": "(string)"');
    expect(out).not.toContain('2026-1');
  });

  it('S13: shows one whole, whichever way its id is written, and records that it did', async () => {
    for (const id of ['catalog~review.cases~2~4', 'catalog/review.cases/2/4']) {
      const { code, out, error } = await run('show', '--data', '--id', id, '--as', 'lee');
      expect(code).toBe(0);
      expect(error).toContain('"what":"DEAD_LETTER"');
      expect(JSON.parse(error)).toMatchObject({
        message: 'accessed',
        context: 'security',
        params: { what: 'DEAD_LETTER', ids: [id], sub: `operator:lee (account ${userInfo().username})` },
      });
      expect(out).toContain('"caseNo": "2026-1"');
      expect(out).toContain(`ce_subject: ${SUBJECT}`);
    }
    expect((await run('show', '--id', 'catalog~review.cases~2~99')).code).toBe(1);
  });

  it('says what it would do, and does nothing, when it runs dry', async () => {
    const { code, out } = await run('redrive', '--subject', SUBJECT, '--reason', 'mended', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('catalog: would hand in again 2');
    expect(await statuses('catalog')).toEqual(['OPEN', 'OPEN']);
    expect(await databaseOf(stores.catalog).collection('operator_acts').countDocuments()).toBe(0);
  });

  it('S26: hands in again under the name that was given, with the account next to it, in every service, and keeps each act in its trail', async () => {
    const { code, out } = await run('redrive', '--subject', SUBJECT, '--reason', 'mended', '--as', 'lee');
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining(`by operator:lee (account ${userInfo().username})`) as string,
    });
    expect(await statuses('catalog')).toEqual(['REDRIVING', 'REDRIVING']);
    expect(await statuses('intake')).toEqual(['REDRIVING']);
    for (const name of ['catalog', 'intake'] as const) {
      const db = databaseOf(stores[name]);
      expect(await verifyAuditTrails(db, [operatorActType as never])).toEqual({ checked: 1, outdated: 0, invalid: [] });
      expect(await db.collection('operator_acts').findOne()).toMatchObject({
        state: {
          act: 'REDRIVE',
          by: `operator:lee (account ${userInfo().username})`,
          reason: 'mended',
          filter: { subject: SUBJECT },
        },
      });
    }
  });

  it('changes nothing anywhere when one service refuses', async () => {
    await letters('intake').updateOne({}, { $set: { status: 'DISCARDED' } });
    const ids = ['--id', 'catalog~review.cases~2~4', '--id', 'intake~review.cases~2~4'];
    const { code, error } = await run('discard', ...ids, '--reason', 'r');
    expect({ code, error }).toMatchObject({ code: 1, error: expect.stringContaining('LETTER_NOT_OPEN') as string });
    expect(await statuses('catalog')).toEqual(['OPEN', 'OPEN']);

    const later = await run('redrive', '--id', 'catalog~review.cases~2~5', '--reason', 'r');
    expect(later.code).toBe(1);
    expect(later.error).toContain('EARLIER_LETTER_OPEN');
    expect(later.error).toContain('catalog/review.cases/2/4');
  });

  it('discards by id', async () => {
    expect(await json('discard', '--id', 'catalog~review.cases~2~5', '--reason', 'a test of ours')).toMatchObject({
      dryRun: false,
      services: [{ service: 'catalog', changed: 1, left: 0 }],
    });
    expect(await statuses('catalog')).toEqual(['OPEN', 'DISCARDED']);
  });

  it.each<[string, readonly string[]]>([
    ['no verb', []],
    ['an empty filter', ['redrive', '--reason', 'r']],
    ['no reason', ['discard', '--subject', SUBJECT]],
    ['an unknown option', ['list', '--subjects', SUBJECT]],
    ['an unknown service', ['list', '--service', 'billing']],
    ['a letter of another service', ['show', '--service', 'intake', '--id', 'catalog~review.cases~2~4']],
    ['an unknown status', ['list', '--status', 'CLOSED']],
    ['a name with a line feed', ['discard', '--subject', SUBJECT, '--reason', 'r', '--as', 'a\nb']],
  ])('says what is wrong with %s, and changes nothing (2)', async (_, args) => {
    const { code, error } = await run(...args);
    expect(code).toBe(2);
    expect(error.trim()).not.toBe('');
    expect(await statuses('catalog')).toEqual(['OPEN', 'OPEN']);
  });
});
