import { ClamdDouble } from '#testing/clamd-double.js';
import { SAMPLES } from '#testing/document-samples.js';
import { databaseOf } from '#testing/notes.js';
import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { Applying, form } from '../testing/applying.js';

const PDF = SAMPLES['application/pdf'];
const pdf = (text: string) => Buffer.concat([PDF, Buffer.from(text)]);

describeWithServers('Documents of an application', () => {
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start();
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  it('#24: are several of one type, each with a name, a check and a version of its own', async () => {
    const { id } = await story.completeDraft('여러 파일');
    const path = `/v1/applications/${id}`;
    const put = (n: number, text: string) =>
      story.supplier.put(`${path}/documents/FINANCIAL_STATEMENTS/${n}`, pdf(text), {
        headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${text}.pdf"` },
      });
    expect((await put(3, '2022')).outcome).toBe('422 DOCUMENT_NUMBER_INVALID');
    for (const [n, text] of [
      [1, '2024'],
      [2, '2023'],
      [3, '2022'],
    ] as const)
      expect((await put(n, text)).status).toBe(200);
    const checking = await story.startCheck(await story.submit(await story.read(id)));
    const statements = checking.documents.filter(({ type }) => type === 'FINANCIAL_STATEMENTS');
    expect(statements.map(({ n, name, version }) => [n, name, version])).toEqual([
      [1, '2024.pdf', 1],
      [2, '2023.pdf', 1],
      [3, '2022.pdf', 1],
    ]);
    const second = await story.officer.get(`${path}/documents/FINANCIAL_STATEMENTS/2`);
    expect(second.headers.get('content-disposition')).toContain('2023.pdf');
    expect((await story.officer.get(`${path}/documents/FINANCIAL_STATEMENTS/4`)).status).toBe(404);
    const { version } = await story.allOk(checking);
    const accept = (ifMatch: number) => story.officer.post(`${path}/acceptance`, undefined, { ifMatch });
    expect((await accept(version)).outcome).toBe('409 DOCUMENT_NOT_OK');
    let ifMatch = version;
    for (const n of [2, 3]) {
      const check = `${path}/documents/FINANCIAL_STATEMENTS/${n}/check`;
      ifMatch = (await story.officer.post(check, { result: 'OK' }, { ifMatch })).view.version;
    }
    expect((await accept(ifMatch)).status).toBe(200);
  });

  it('§11.1: stay readable in every version once they were submitted', async () => {
    const asked = await story.requestSupplement(await story.inCheck('판'));
    const path = `/v1/applications/${asked.id}/documents/SLA`;
    const { view } = await story.attach(asked.id, 'SLA', pdf('second'));
    const sla = view.documents.find(({ type }) => type === 'SLA');
    expect([sla?.version, sla?.earlier?.map(({ version }) => version)]).toEqual([2, [1]]);
    const lengthOf = async (query: string) => {
      const { status, headers } = await story.client.as(personas.officer).get(`${path}${query}`);
      return [status, Number(headers.get('content-length'))];
    };
    expect(await lengthOf('')).toEqual([200, pdf('second').length]);
    expect(await lengthOf('?version=2')).toEqual([200, pdf('second').length]);
    expect(await lengthOf('?version=1')).toEqual([200, PDF.length]);
    expect((await lengthOf('?version=3'))[0]).toBe(404);
    expect((await lengthOf('?version=0'))[0]).toBe(422);
  });

  it('say on which days they hold, and that they are confidential', async () => {
    const { id, version } = await story.completeDraft('기간');
    const describe = (body: object, ifMatch: number) =>
      story.supplier.put(`/v1/applications/${id}/documents/SLA/1/description`, body, { ifMatch });
    const secret = { validFrom: '2025-01-01', validTo: '2099-12-31', confidential: { reason: '영업비밀' } };
    const { view } = await describe(secret, version);
    expect(view.documents.find(({ type }) => type === 'SLA')).toMatchObject(secret);
    const { view: later } = await describe({ validFrom: '2099-01-01' }, view.version);
    const submission = { attested: true };
    const early = await story.supplier.post(`/v1/applications/${id}/submission`, submission, {
      ifMatch: later.version,
    });
    expect(early.view.errors).toMatchObject([{ pointer: '/documents/SLA', code: 'DOCUMENT_NOT_VALID' }]);
    expect((await describe({ validFrom: '2025-02-30' }, later.version)).status).toBe(422);
  });
});

describeWithServers('Documents that are scanned for malware', () => {
  let story: Applying;
  let clamd: ClamdDouble;

  beforeAll(async () => {
    clamd = await ClamdDouble.start();
    story = await Applying.start(undefined, { CLAMD_URL: `tcp://127.0.0.1:${clamd.port}` });
    await story.registerSupplier();
  });
  afterAll(async () => {
    await story.stop();
    await clamd.stop();
  });

  const kept = async () => {
    const db = databaseOf(story.under.database);
    const counts = ['documents.files', 'documents.chunks'].map((name) => db.collection(name).countDocuments());
    return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
  };

  it('V5: are kept when they are clean, and not at all when malware was found', async () => {
    const { view } = await story.supplier.post('/v1/applications', form('검사'));
    clamd.behaviour = { answers: 'stream: Eicar-Test-Signature FOUND' };
    const refused = await story.attach(view.id, 'SLA', pdf('x'.repeat(2_000_000)));
    expect(refused.outcome).toBe('422 DOCUMENT_INFECTED');
    expect(JSON.stringify(refused.view)).toContain('Eicar-Test-Signature');
    expect(await kept()).toBe(0);
    clamd.behaviour = { answers: 'stream: OK' };
    expect((await story.attach(view.id, 'SLA', pdf('clean'))).status).toBe(200);
    expect(clamd.documents.at(-1)?.equals(pdf('clean'))).toBe(true);
  });

  it('V5: are not kept, and can be sent again, while the scanner is away', async () => {
    const { view } = await story.supplier.post('/v1/applications', form('검사기 장애'));
    const before = await kept();
    clamd.behaviour = 'closes early';
    const away = await story.attach(view.id, 'SLA', pdf('x'.repeat(5_000)));
    expect([away.outcome, away.headers.get('retry-after')]).toEqual(['503 SCANNER_UNAVAILABLE', '3']);
    expect(await kept()).toBe(before);
    clamd.behaviour = { answers: 'stream: OK' };
    expect((await story.attach(view.id, 'SLA', pdf('x'.repeat(5_000)))).status).toBe(200);
  });

  it('are known to be scanned, or not, to the operator', async () => {
    const ready = await fetch(`${story.under.service.opsUrl}/health/ready`);
    expect(await ready.json()).toMatchObject({ checks: { virusScanner: 'on' } });
  });
});
