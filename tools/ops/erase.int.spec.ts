import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { client, serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers } from '#testing/stores.js';
import { intake } from '../../apps/intake/src/intake.service-map.js';
import { supplierIdOf } from '../../apps/intake/src/suppliers/domain/registering.js';

const ID = supplierIdOf('1234567891');
const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };

describeWithServers('npm run ops -- erase', () => {
  let service: ServiceUnderTest;

  const run = (...args: readonly string[]): Promise<{ code: number; out: string; error: string }> =>
    new Promise((resolve) => {
      const env = { PATH: process.env['PATH'], MONGO_URL_INTAKE: service.database.url };
      execFile(process.execPath, ['dist/ops.cjs', 'erase', ...args], { env }, (failed, out, error) =>
        resolve({ code: failed === null ? 0 : Number(failed.code), out, error }),
      );
    });
  const supplier = () => client(service.service, { sub: 'supplier-2', roles: ['SUPPLIER'], org: '1234567891' });
  const stored = async () =>
    JSON.stringify(await service.database.connection.db?.collection('suppliers').find().toArray());

  beforeAll(async () => {
    service = await serviceUnderTest(intake);
    const body = { businessNumber: '123-45-67891', name: '제공기업', size: 'SMALL_MEDIUM', address: '서울특별시' };
    await supplier()('POST', '/v1/suppliers', { ...body, representative: '홍길동', contact });
  });
  afterAll(() => service.stop());

  it.each([
    [['intake', 'supplier'], 'takes a service, a type of aggregate and an id'],
    [['mars', 'supplier', ID, '--reason', 'r'], 'no service mars'],
    [['intake', 'rocket', ID, '--reason', 'r'], 'it has: supplier, application'],
    [['intake', 'supplier', ID], 'needs a --reason'],
    [['intake', 'supplier', ID, '--reason', 'r', '--path', 'details.phone'], 'details.phone is no personal data'],
    [['intake', 'supplier', ID, '--reason', 'r', '--where', 'data.x'], 'PATH=VALUE'],
    [['intake', 'supplier', ID, '--reason', 'r', '--document', 'SLA'], 'A supplier has no documents'],
  ])('refuses %j', async (args, why) => {
    const { code, error } = await run(...args);
    expect({ code, error }).toEqual({ code: 2, error: expect.stringContaining(why) as string });
  });

  it('fails where there is no such aggregate', async () => {
    expect(await run('intake', 'supplier', 'nobody', '--reason', 'r')).toMatchObject({ code: 1, out: '' });
  });

  it('says what it would erase, and erases nothing, in a dry run', async () => {
    const { out, error } = await run('intake', 'supplier', ID, '--reason', 'asked for', '--dry-run', '--json');
    expect(error).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      events: 1,
      paths: ['details.address', 'details.contact', 'details.representative'],
    });
    expect(await stored()).toContain(contact.email);
  });

  it('S13, S15: erases: the supplier can still be read, the history says who and why, and its chain holds', async () => {
    const { code, out, error } = await run(
      'intake',
      'supplier',
      ID,
      '--reason',
      'asked for by letter 7',
      '--as',
      'park',
    );
    // S13: the security log says who erased, and of what nothing but where it was.
    expect(error).toContain('"what":"ERASURE"');
    expect(JSON.parse(error)).toMatchObject({
      message: 'accessed',
      context: 'security',
      params: {
        what: 'ERASURE',
        ids: [`intake supplier ${ID}`],
        sub: `operator:park (account ${userInfo().username})`,
      },
    });
    expect(error).not.toContain('letter 7');
    expect([code, out]).toEqual([
      0,
      `erased personal data of supplier ${ID}, events: 1 (details.address, details.contact, details.representative)\n`,
    ]);
    for (const gone of [contact.email, contact.name, '홍길동', '서울특별시'])
      expect(await stored()).not.toContain(gone);
    const shown = await supplier()('GET', '/v1/suppliers/1234567891');
    expect({ status: shown.status, body: shown.body }).toMatchObject({
      status: 200,
      body: { representative: '', address: '' },
    });
    expect(await stored()).toContain('"reason":"asked for by letter 7"');
    expect(await stored()).toContain('"sub":"operator:park (account ');
    const audit = await client(service.service, { sub: 'auditor', roles: ['AUDITOR'] })('GET', '/v1/audit');
    expect(audit.body).toMatchObject({ invalid: [] });
    expect((await run('intake', 'supplier', ID, '--reason', 'again')).out).toContain('events: 0');
  });

  it('S15: erases documents by name: their bytes go, and the record says what they were, when and why', async () => {
    const officer = client(service.service, { sub: 'officer', roles: ['NIA_OPERATOR'] });
    const { etag = '' } = await supplier()('GET', '/v1/suppliers/1234567891');
    await officer('POST', '/v1/suppliers/1234567891/verification', undefined, { 'if-match': etag });
    const body = { contact, service: { name: '초안', kind: 'CONVERGENCE' }, prices: [], certificates: [] };
    const { id } = (await supplier()('POST', '/v1/applications', body)).body as { id: string };
    for (const type of ['SLA', 'PRICE_TABLE']) {
      const headers = { 'content-type': 'application/pdf' };
      const paper = Buffer.from('%PDF-1.4\n%%EOF\n');
      expect((await supplier()('PUT', `/v1/applications/${id}/documents/${type}`, paper, headers)).status).toBe(200);
    }
    const files = () => service.database.connection.db?.collection('documents.files').countDocuments();
    const named = ['intake', 'application', id, '--reason', 'letter 8', '--document', 'SLA'];
    const dry = await run(...named, '--dry-run', '--json');
    expect([JSON.parse(dry.out), await files()]).toMatchObject([{ events: 0, documents: ['SLA'], dryRun: true }, 2]);
    const done = await run(...named);
    expect([done.code, done.out, await files()]).toEqual([0, `erased documents of application ${id}: SLA\n`, 1]);
    const download = await supplier()('GET', `/v1/applications/${id}/documents/SLA`);
    expect([download.status, download.body]).toMatchObject([410, { code: 'DOCUMENT_ERASED' }]);
    const view = (await supplier()('GET', `/v1/applications/${id}`)).body as { contact?: object; documents: object[] };
    expect(view.documents).toMatchObject([{ type: 'SLA', erased: { ground: 'REQUEST' } }, { type: 'PRICE_TABLE' }]);
    expect(view.contact).toBeDefined();
    const all = await run(
      'intake',
      'application',
      id,
      '--reason',
      'letter 9',
      '--document',
      'all',
      '--path',
      'data.form.contact',
    );
    expect([all.code, await files()]).toEqual([0, 0]);
    expect(all.out).toContain(`erased documents of application ${id}: PRICE_TABLE\n`);
    const { items } = (await supplier()('GET', `/v1/applications/${id}/history`)).body as {
      items: { reason?: string }[];
    };
    expect(items.map(({ reason }) => reason).filter((reason) => reason !== undefined)).toEqual([
      'letter 8',
      'letter 9',
      'letter 9',
    ]);
    const audit = await client(service.service, { sub: 'auditor', roles: ['AUDITOR'] })('GET', '/v1/audit');
    expect(audit.body).toMatchObject({ invalid: [] });
    expect(await run('intake', 'application', id, '--reason', 'r', '--document', 'UNKNOWN')).toMatchObject({ code: 1 });
  });
});
