import { readPdf } from '#testing/pdf.js';
import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { done, type View } from '../testing/contract-story.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';

const { supplier, competitor } = personas;

type WithCertificates = View & { readonly certificates?: readonly { readonly no: number; readonly code: string }[] };

/** A use certificate is issued to a party, and checked by anyone. */
describeWithServers('Use certificates', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  const checked = async (code: string) => under.as().get(`/v1/usage-certificates/${code}`);

  it('§5.5: follow the registration, and say to anyone whether they are still true', async () => {
    const contract = await (await under.story()).to('CONCLUDED');
    const { path, buyer } = contract;
    expect((await contract.act(supplier, 'usage-certificates')).outcome).toBe('409 USAGE_NOT_REGISTERED');
    const use = { projectName: '문서 자동화', actualUser: '소속기관 2' };
    done(await contract.act(buyer, 'usage-registration', use));
    const issued = done(await contract.act(supplier, 'usage-certificates')) as WithCertificates;
    const code = issued.certificates?.[0]?.code ?? '';
    const pdf = await under.as(supplier).get(`${path}/usage-certificates/1`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const { text, title, isTagged } = await readPdf(pdf.bytes);
    expect({ title, isTagged }).toEqual({ title: '디지털서비스 이용실적증명서', isTagged: true });
    for (const said of [code, '소속기관 2', '10,800,000원']) expect(text).toContain(said);
    expect((await under.as(buyer).get(`${path}/usage-certificates/1`)).bytes.equals(pdf.bytes)).toBe(true);
    expect(await checked(code)).toMatchObject({
      status: 200,
      body: { code, current: true, actualUser: '소속기관 2', amount: 10_800_000, projectName: '문서 자동화' },
    });
    done(await contract.act(buyer, 'usage-corrections', { ...use, actualUser: '소속기관 3', reason: '오기' }));
    expect((await checked(code)).body).toMatchObject({ current: false, actualUser: '소속기관 2' });
    for (const person of [competitor, undefined])
      expect((await under.as(person).get(`${path}/usage-certificates/1`)).status).toBeGreaterThanOrEqual(401);
    expect((await checked('0000-0000-0000-0000-0000')).outcome).toBe('404 NOT_FOUND');
    expect((await checked('%24ne')).outcome).toBe('404 NOT_FOUND');
  });
});
