import { institutionOf, personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { ContractsUnderTest, institution } from '../testing/contracts-under-test.js';

describeWithServers('Institutions', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start({ watermarks: false });
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  const registered = async (code: string) => under.as(institutionOf(code)).post('/v1/institutions', institution(code));
  const verified = async () => {
    const { org = '' } = await under.buyer();
    return org;
  };

  it('register under their own code and are verified by NIA, once', async () => {
    const code = under.freshCode();
    const first = await registered(code);
    expect([first.status, first.view.status]).toEqual([201, 'REGISTERED']);
    const path = `/v1/institutions/${code}/verification`;
    const { status, view } = await under.as(personas.officer).post(path, undefined, { ifMatch: 1 });
    expect([status, view.status]).toEqual([200, 'VERIFIED']);
  });

  it('are refused when its code is taken', async () => {
    const code = await verified();
    expect((await registered(code)).outcome).toBe('409 INSTITUTION_EXISTS');
  });

  it('are refused when its code is of another organisation', async () => {
    const refused = await under.as(institutionOf('1999999')).post('/v1/institutions', institution('1888888'));
    expect(refused.outcome).toBe('404 NOT_FOUND');
  });

  it('are not verified by themselves, nor twice, nor without a version', async () => {
    const code = await verified();
    const path = `/v1/institutions/${code}/verification`;
    expect((await under.as(institutionOf(code)).post(path, undefined, { ifMatch: 2 })).status).toBe(403);
    expect((await under.as(personas.officer).post(path, undefined, { ifMatch: 2 })).view.code).toBe(
      'INSTITUTION_VERIFIED',
    );
    expect((await under.as(personas.officer).post(path)).status).toBe(428);
    const other = await under.buyer();
    expect((await under.as(other).get(`/v1/institutions/${code}`)).status).toBe(404);
  });

  it('have facts that hold from their days on, and the ministry above them under its name of the day', async () => {
    const [ministry, agency] = [await verified(), await verified()];
    const change = (code: string, body: object) =>
      under.as(personas.officer).move(`/v1/institutions/${code}`, '/changes', body);
    const legalBasis = '정부조직법';
    expect((await change(ministry, { from: '2025-10-01', name: '기후에너지환경부', legalBasis })).status).toBe(200);
    expect((await change(agency, { from: '2025-09-01', parent: ministry, legalBasis })).status).toBe(200);
    expect((await change(ministry, { from: '2025-09-01', parent: agency, legalBasis })).outcome).toBe(
      '422 PARENT_CIRCLE',
    );
    const other = await verified();
    const atOnce = await Promise.all([
      change(ministry, { from: '2025-09-01', parent: other, legalBasis }),
      change(other, { from: '2025-09-01', parent: agency, legalBasis }),
    ]);
    expect(atOnce.map(({ outcome }) => outcome).filter((outcome) => outcome === '422 PARENT_CIRCLE')).toHaveLength(1);
    expect(atOnce.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const code of [ministry, other])
      expect((await change(code, { from: '2025-09-01', independent: true, legalBasis })).status).toBe(200);
    const on = async (day: string) =>
      (await under.as(personas.officer).get(`/v1/institutions/${agency}?on=${day}`)).body;
    expect(await on('2025-08-04')).toMatchObject({ ministry: '과학기술정보통신부' });
    expect(await on('2025-09-01')).toMatchObject({ parent: ministry, ministry: `수요기관 ${ministry}` });
    expect(await on('2025-10-01')).toMatchObject({
      on: '2025-10-01',
      ministry: '기후에너지환경부',
      changes: [{ legalBasis }],
    });
    expect((await under.as(personas.officer).get(`/v1/institutions/${agency}?on=2025-08-03`)).outcome).toBe(
      '404 NOT_FOUND',
    );
    const listed = async (query: string) =>
      (await under.as(personas.officer).get(`/v1/institutions?${query}`)).view.items.map(({ code }) => code);
    expect(await listed(`parent=${ministry}&on=2025-09-01`)).toEqual([agency]);
    expect(await listed(`parent=${ministry}&on=2025-08-31`)).toEqual([]);
    expect(await listed(`q=${encodeURIComponent('기후에너지')}&on=2025-10-01&type=STATE`)).toEqual([ministry]);
  });
});
