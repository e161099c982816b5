import { officerOf } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { Applying, form, type Shown } from '../testing/applying.js';

const officer = { name: '박담당', unit: 'NIA', phone: '1522-0089', email: 'help@example.kr' };
const declared = { ...officer, notLinkedToSupplier: true };
const reason = '담당자가 병가 중이다.';

describeWithServers('The check of an application', () => {
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start();
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  const as = (n: number) => story.client.as(officerOf(n));

  it('F-06: goes on with another officer when the first is ill, with the reason hidden from the supplier', async () => {
    const { id, version } = await story.inCheck('아픈 담당자');
    const path = `/v1/applications/${id}`;
    const found = { result: 'OK' };
    expect((await as(2).post(`${path}/documents/SLA/check`, found, { ifMatch: version })).outcome).toBe(
      '403 FORBIDDEN',
    );
    const taken = await as(2).post(`${path}/take-over`, { ...declared, name: '최담당', reason }, { ifMatch: version });
    expect([taken.outcome, taken.view.officer?.name]).toEqual(['200', '최담당']);
    const ifMatch = taken.view.version;
    expect((await as(1).post(`${path}/documents/SLA/check`, found, { ifMatch })).outcome).toBe('403 FORBIDDEN');
    expect((await as(2).post(`${path}/documents/SLA/check`, found, { ifMatch })).outcome).toBe('200');
    expect(JSON.stringify((await story.supplier.get(`${path}/history`)).body)).not.toContain(reason);
    expect(JSON.stringify((await as(3).get(`${path}/history`)).body)).toContain(reason);
  });

  it('F-06: is handed over to an officer who declares before they decide', async () => {
    const { id, version } = await story.inCheck('넘겨진 신청');
    const path = `/v1/applications/${id}`;
    const handOver = { officer: { ...officer, sub: officerOf(2).sub }, reason };
    const handed = await as(3).post(`${path}/hand-over`, handOver, { ifMatch: version });
    expect(handed.outcome).toBe('200');
    const returning = { ground: 'NOT_ELIGIBLE_KIND', reason: '대상이 아니다.' };
    const decide = (ifMatch: number) => as(2).post(`${path}/return`, returning, { ifMatch });
    expect((await decide(handed.view.version)).outcome).toBe('409 OFFICER_UNDECLARED');
    const taken = await as(2).post(`${path}/take-over`, { ...declared, reason }, { ifMatch: handed.view.version });
    expect((await decide(taken.view.version)).outcome).toBe('200');
  });

  it('F-06: is taken over by one of two officers in the same second; the other is told what changed', async () => {
    const { id, version } = await story.inCheck('둘이 함께');
    const takeOver = (n: number) =>
      as(n).post(`/v1/applications/${id}/take-over`, { ...declared, name: `담당 ${n}`, reason }, { ifMatch: version });
    const answers = await Promise.all([2, 3, 4, 5].map(takeOver));
    const outcomes = answers.map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(['200', ...Array.from({ length: 3 }, () => '412 VERSION_STALE')]);
    const winner = outcomes.indexOf('200') + 2;
    for (const { outcome, body } of answers)
      if (outcome !== '200') expect(JSON.stringify(body)).toContain(`CHECKING, with 담당 ${winner}`);
    expect((await story.read(id)).officer?.name).toBe(`담당 ${winner}`);
  });

  it('F-02, R-14: a supplement corrects a rating that expired while it was checked', async () => {
    await story.client.clock('2025-08-05 09:00');
    const rating = { agency: '샘플평가', grade: 'BBB', validTo: '2025-08-06' };
    const draft = await story.completeDraft('지난 등급', { creditRating: rating });
    const path = `/v1/applications/${draft.id}`;
    const started = await story.startCheck(await story.submit(draft));
    await story.client.clock('2025-08-07 09:00');
    const checked = await story.allOk(started);
    const accept = (ifMatch: number) => story.officer.post(`${path}/acceptance`, undefined, { ifMatch });
    expect((await accept(checked.version)).outcome).toBe('409 CREDIT_RATING_EXPIRED');
    const asked = await story.officer.post(
      `${path}/supplements`,
      { items: [], businessDays: 15 },
      { ifMatch: checked.version },
    );
    const text = { ko: '신용평가등급이 오늘 유효하지 않음', en: 'The credit rating does not hold today' };
    expect(asked.view.supplements[0]?.items).toEqual([
      { item: 1, kind: 'FORM', subject: '/creditRating', code: 'CREDIT_RATING_EXPIRED', text },
      { item: 2, kind: 'DOCUMENT', subject: 'CREDIT_RATING', code: 'CREDIT_RATING_EXPIRED', text },
    ]);
    expect(asked.view.supplements[0]?.officer).toEqual(officer);
    expect(asked.view.deadlines).toMatchObject([
      { key: 'CHECK', suspended: { daysLeft: 3 }, overdue: false },
      { key: 'SUPPLEMENT', dueAt: '2025-08-29T15:00:00.000Z' },
    ]);
    const attached = await story.attach(draft.id, 'CREDIT_RATING');
    const answer = (parts: object, ifMatch: number) =>
      story.supplier.post(`${path}/supplements/1/answer`, { answers: [], form: parts }, { ifMatch });
    const renewed = { creditRating: { ...rating, validTo: '2026-08-06' } };
    const { service, prices } = form('지난 등급');
    const more = await answer({ ...renewed, prices: [{ ...prices[0], unitPrice: 1 }], service }, attached.view.version);
    expect([more.outcome, more.view.errors.map(({ pointer }) => pointer)]).toEqual([
      '422 FORM_PART_NOT_ASKED',
      ['/form/prices/0/unitPrice'],
    ]);
    const answered = await answer(renewed, attached.view.version);
    expect([answered.outcome, answered.view.creditRating?.validTo]).toEqual(['200', '2026-08-06']);
    expect((await accept(answered.view.version)).outcome).toBe('409 DOCUMENT_NOT_OK');
    expect((await accept((await story.allOk(answered.view)).version)).outcome).toBe('200');
  });

  it('R-41: a draft is refused at once for what a later service would refuse', async () => {
    const { prices, certificates } = form();
    const outcome = async (change: object) =>
      (await story.supplier.post('/v1/applications', { ...form('앞선 거절'), ...change })).outcome;
    expect(await outcome({ prices: [prices[0], prices[0]] })).toBe('422 PRICE_CODE_REPEATED');
    expect(await outcome({ certificates: [{ ...certificates[0], validTo: '2024-01-01' }] })).toBe(
      '422 VALIDITY_REVERSED',
    );
    const dear = { ...prices[0], unitPrice: Number.MAX_SAFE_INTEGER, vatIncluded: false };
    expect(await outcome({ prices: [dear] })).toBe('422 MONEY_INVALID');
  });

  it('R-46: is extended once by NIA, and again when the applicant consents', async () => {
    const { id, version } = await story.inCheck('길어지는 확인');
    const path = `/v1/applications/${id}/check-extension`;
    const dueAt = ({ deadlines }: Shown) => deadlines.find(({ key }) => key === 'CHECK')?.dueAt;
    const once = await story.officer.post(path, { reason: '확인 중' }, { ifMatch: version });
    expect([once.outcome, dueAt(once.view)]).toEqual(['200', '2025-08-22T15:00:00.000Z']);
    const asked = await story.officer.post(path, { reason: '더 확인 중' }, { ifMatch: once.view.version });
    expect([asked.view.extensionAsked, dueAt(asked.view)]).toEqual([true, dueAt(once.view)]);
    const consent = await story.supplier.post(`${path}/answer`, { consents: true }, { ifMatch: asked.view.version });
    expect([consent.outcome, dueAt(consent.view)]).toEqual(['200', '2025-08-29T15:00:00.000Z']);
  });

  it('answers a supplement, or returns the papers, when both happen in the same second', async () => {
    await story.client.clock('2025-09-01 09:00');
    const asked = await story.requestSupplement(await story.inCheck('같은 순간'));
    await story.client.clock('2025-09-16 09:00');
    const path = `/v1/applications/${asked.id}`;
    const { version } = await story.read(asked.id);
    await story.client.clock('2025-09-26 23:59');
    const answers = [{ item: 1, explanation: '이러하다.' }];
    const [answered] = await Promise.all([
      story.supplier.post(`${path}/supplements/1/answer`, { answers }, { ifMatch: version }),
      story.client.clock('2025-09-27 00:00'),
    ]);
    const { status } = await story.read(asked.id);
    if (answered.outcome === '200') expect(status).toBe('CHECKING');
    else expect([answered.status >= 409, status]).toEqual([true, 'RETURNED']);
  });
});
