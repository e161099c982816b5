import { ReviewCaseOpened } from '#common/events/definitions/review-case-opened.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { client, serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { newId } from '#common/kernel/ids.js';
import { intake } from './intake.service-map.js';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
const REQUIRED = [
  'BUSINESS_REGISTRATION',
  'CREDIT_RATING',
  'FINANCIAL_STATEMENTS',
  'NO_SANCTION_CONFIRMATION',
  'SECURITY_CERTIFICATE',
  'SERVICE_DESCRIPTION',
  'SLA',
  'OPERATION_PLAN',
  'SUPPORT_PLAN',
  'PRICE_TABLE',
  'FUSION_PROOF',
];

const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
const supplierBody = {
  businessNumber: '123-45-67891',
  name: '제공기업 2',
  size: 'SMALL_MEDIUM',
  representative: '홍길동',
  address: '서울특별시',
  contact,
};
const form = (name = '문서 자동화') => ({
  contact,
  service: {
    name,
    kind: 'CONVERGENCE',
    subtype: 'SAAS',
    categories: ['DOCUMENT'],
    technologies: ['AI'],
    networks: ['INTERNAL', 'EXTERNAL'],
    deployment: 'PUBLIC',
    infrastructureProviders: ['샘플 클라우드'],
    summary: '공문서를 자동으로 작성한다.',
    specification: [{ code: 'BACKUP', answer: '매일' }],
    sla: { availabilityPercent: 99.9, description: '월 99.9 %' },
  },
  prices: [{ code: 'STD', item: '표준형', unit: '월', unitPrice: 1_000_000, vatIncluded: true, billingModel: 'FLAT' }],
  certificates: [{ scheme: 'CSAP', grade: 'MEDIUM', number: 'C-1', validFrom: '2025-01-01', validTo: '2029-12-31' }],
  creditRating: { agency: '샘플평가', grade: 'BBB', validTo: '2026-06-30' },
});

interface View {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly code: string;
  readonly errors: { pointer: string; code: string }[];
  readonly items: View[];
  readonly deadlines: { key: string; dueAt: string; overdue: boolean }[];
  readonly supplements: { n: number; dueOn: string }[];
  readonly contact?: object;
}

describeWithServers('Intake', () => {
  let intakeService: ServiceUnderTest;
  const as = (sub: string, roles: string[], org?: string) => {
    const call = client(intakeService.service.url, { sub, roles: roles as never, ...(org !== undefined && { org }) });
    return async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
      const reply = await call(method, path, body, headers);
      return { ...reply, view: reply.body as View };
    };
  };
  const supplier = () => as('supplier-2', ['SUPPLIER'], '1234567891');
  const stranger = () => as('supplier-9', ['SUPPLIER'], '9999999999');
  const officer = () => as('officer-1', ['NIA_OPERATOR']);
  const otherOfficer = () => as('officer-2', ['NIA_OPERATOR']);
  const admin = () => as('admin', ['ADMIN']);
  const clock = (now: string) => admin()('POST', '/v1/clock', { now });
  const match = (view: { version: number }) => ({ 'if-match': `"${view.version}"` });

  /** A complete draft of this supplier. */
  async function completeDraft(name?: string): Promise<View> {
    let { view } = await supplier()('POST', '/v1/applications', form(name));
    for (const type of REQUIRED) {
      ({ view } = await supplier()('PUT', `/v1/applications/${view.id}/documents/${type}`, PDF, {
        'content-type': 'application/pdf',
      }));
    }
    return view;
  }

  const submit = async (view: View) =>
    (await supplier()('POST', `/v1/applications/${view.id}/submission`, { attested: true }, match(view))).view;

  async function inCheck(name?: string): Promise<View> {
    const submitted = await submit(await completeDraft(name));
    const contactOf = {
      unit: 'NIA 디지털서비스팀',
      phone: '1522-0089',
      email: 'help@example.kr',
      notLinkedToSupplier: true,
    };
    return (await officer()('POST', `/v1/applications/${submitted.id}/check`, contactOf, match(submitted))).view;
  }

  async function allOk(view: View): Promise<View> {
    let at = view;
    for (const type of REQUIRED) {
      ({ view: at } = await officer()(
        'POST',
        `/v1/applications/${view.id}/documents/${type}/check`,
        { result: 'OK' },
        match(at),
      ));
    }
    return at;
  }

  beforeAll(async () => {
    intakeService = await serviceUnderTest(
      intake,
      intake.consumers.map(([event]) => event),
    );
    await clock('2025-08-04T09:00:00+09:00');
    const { view } = await supplier()('POST', '/v1/suppliers', supplierBody);
    await officer()('POST', '/v1/suppliers/1234567891/verification', undefined, match(view));
  });
  afterAll(() => intakeService.stop());

  it('refuses a draft of a supplier that is not registered', async () => {
    const { status, view } = await stranger()('POST', '/v1/applications', form());
    expect([status, view.code]).toEqual([409, 'SUPPLIER_NOT_REGISTERED']);
  });

  it('registers a supplier once, under its own business number', async () => {
    expect((await supplier()('POST', '/v1/suppliers', supplierBody)).view.code).toBe('SUPPLIER_EXISTS');
    expect((await stranger()('POST', '/v1/suppliers', supplierBody)).status).toBe(403);
  });

  it('takes an application from draft to acceptance, with the deadlines of the story', async () => {
    await clock('2025-08-05T09:00:00+09:00');
    const draft = await completeDraft('이야기');
    const submitted = await submit(draft);
    expect(submitted.deadlines).toEqual([
      { key: 'CHECK', dueAt: '2025-08-12T15:00:00.000Z', basis: 'bd', rule: 'A-04', overdue: false },
    ]);
    const started = (
      await officer()(
        'POST',
        `/v1/applications/${draft.id}/check`,
        { unit: 'NIA', phone: '1522-0089', email: 'help@example.kr', notLinkedToSupplier: true },
        match(submitted),
      )
    ).view;
    await clock('2025-08-07T09:00:00+09:00');
    const asked = (
      await officer()(
        'POST',
        `/v1/applications/${draft.id}/supplements`,
        { items: [{ subject: 'SLA', reason: '배상 기준이 없다.' }] },
        match(started),
      )
    ).view;
    // 08-15 is a holiday.
    expect(asked.supplements[0]?.dueOn).toBe('2025-08-22');
    await clock('2025-08-20T09:00:00+09:00');
    const incomplete = await supplier()(
      'POST',
      `/v1/applications/${draft.id}/supplements/1/answer`,
      { answers: [] },
      match(asked),
    );
    expect([incomplete.status, incomplete.view.code]).toEqual([422, 'SUPPLEMENT_INCOMPLETE']);
    const answer = { answers: [{ subject: 'SLA', explanation: '배상 기준을 덧붙였다.' }] };
    const answered = (
      await supplier()('POST', `/v1/applications/${draft.id}/supplements/1/answer`, answer, match(asked))
    ).view;
    // Three business days were left when the clock stopped.
    expect(answered.deadlines[0]?.dueAt).toBe('2025-08-25T15:00:00.000Z');
    await clock('2025-08-22T09:00:00+09:00');
    const accepted = await officer()('POST', `/v1/applications/${draft.id}/acceptance`, undefined, match(answered));
    expect([accepted.status, accepted.view.code]).toEqual([409, 'DOCUMENT_NOT_OK']);
    const checked = await allOk(answered);
    const done = await officer()('POST', `/v1/applications/${draft.id}/acceptance`, undefined, match(checked));
    expect([done.status, done.view.status]).toEqual([200, 'ACCEPTED']);

    const caseId = newId();
    await intakeService.emit(ReviewCaseOpened, caseId, {
      caseId,
      applicationId: draft.id,
      openedAt: '2025-08-22T00:00:00.000Z',
    });
    await eventually(async () =>
      expect((await supplier()('GET', `/v1/applications/${draft.id}`)).view.status).toBe('UNDER_REVIEW'),
    );
    const selected = { ...ServiceSelected.sample, caseId, applicationId: draft.id };
    await intakeService.emit(ServiceSelected, caseId, selected);
    await intakeService.emit(ServiceSelected, caseId, selected, 2);
    await eventually(async () =>
      expect((await supplier()('GET', `/v1/applications/${draft.id}`)).view.status).toBe('SELECTED'),
    );
    const history = (await supplier()('GET', `/v1/applications/${draft.id}/history`)).view.items as unknown as {
      type: string;
    }[];
    expect(history.filter(({ type }) => type === 'ApplicationDecided')).toHaveLength(1);
  });

  it('names everything a submission lacks', async () => {
    const { view } = await supplier()('POST', '/v1/applications', {
      contact,
      service: { name: '빈 신청', kind: 'CLOUD_SUPPORT' },
      prices: [],
      certificates: [],
    });
    const reply = await supplier()('POST', `/v1/applications/${view.id}/submission`, { attested: true }, match(view));
    expect([reply.status, reply.view.code]).toEqual([422, 'APPLICATION_INCOMPLETE']);
    const pointers = reply.view.errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/service/sla', '/prices', '/creditRating', '/documents/STAFF_AND_REFERENCES']),
    );
    expect(pointers).not.toContain('/certificates');
  });

  it('lets one live application of a service exist, however its name is typed', async () => {
    const first = await completeDraft('겹치는 서비스');
    const second = await completeDraft('겹치는  서비스'.normalize('NFD'));
    await submit(first);
    const reply = await supplier()(
      'POST',
      `/v1/applications/${second.id}/submission`,
      { attested: true },
      match(second),
    );
    expect([reply.status, reply.view.code]).toEqual([409, 'APPLICATION_DUPLICATE']);
  });

  it('does one thing once under one Idempotency-Key, and answers alike', async () => {
    const key = { 'idempotency-key': newId() };
    const [one, two] = await Promise.all([
      supplier()('POST', '/v1/applications', form('한 번만'), key),
      supplier()('POST', '/v1/applications', form('한 번만'), key),
    ]);
    expect(one?.view.id).toBe(two?.view.id);
    const other = await supplier()('POST', '/v1/applications', form('다른 것'), key);
    expect([other.status, other.view.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('demands an unanswered supplement once more, then returns the papers', async () => {
    await clock('2025-10-13T09:00:00+09:00');
    const started = await inCheck('답하지 않는 신청');
    const asked = (
      await officer()(
        'POST',
        `/v1/applications/${started.id}/supplements`,
        { items: [{ subject: 'SLA', reason: '없다' }] },
        match(started),
      )
    ).view;
    expect(asked.supplements[0]?.dueOn).toBe('2025-10-27');
    const read = async () => (await supplier()('GET', `/v1/applications/${started.id}`)).view;
    await clock('2025-10-28T09:00:00+09:00');
    expect((await read()).supplements[0]?.dueOn).toBe('2025-11-06');
    await clock('2025-11-07T09:00:00+09:00');
    const returned = await read();
    expect(returned.status).toBe('RETURNED');
    const late = await supplier()(
      'POST',
      `/v1/applications/${started.id}/supplements/1/answer`,
      { answers: [] },
      match(returned),
    );
    expect(late.status).toBe(409);
  });

  it('asks for If-Match, and refuses a stale one', async () => {
    const draft = await completeDraft('판본');
    const path = `/v1/applications/${draft.id}/submission`;
    expect((await supplier()('POST', path, { attested: true })).status).toBe(428);
    expect((await supplier()('POST', path, { attested: true }, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('refuses a document that is not what it says it is, and one that is not asked for', async () => {
    const draft = await completeDraft('서류');
    const put = (type: string, body: Buffer, contentType: string) =>
      supplier()('PUT', `/v1/applications/${draft.id}/documents/${type}`, body, { 'content-type': contentType });
    expect((await put('SLA', Buffer.from('plain text'), 'application/pdf')).view.code).toBe('DOCUMENT_TYPE_MISMATCH');
    expect((await put('SLA', PDF, 'text/plain')).status).toBe(415);
    expect((await put('CONSTRUCTOR', PDF, 'application/pdf')).view.code).toBe('DOCUMENT_TYPE_UNKNOWN');
  });

  it('keeps a draft to its supplier, and a checked application to its officer', async () => {
    const draft = await completeDraft('누가 보나');
    const path = `/v1/applications/${draft.id}`;
    const statuses = async () =>
      Promise.all(
        [stranger(), officer(), as('sec', ['SECRETARY']), as('ex', ['EXAMINER']), as('aud', ['AUDITOR']), admin()].map(
          async (call) => (await call('GET', path)).status,
        ),
      );
    expect(await statuses()).toEqual([404, 404, 404, 404, 200, 403]);
    const submitted = await submit(draft);
    expect(await statuses()).toEqual([404, 200, 200, 404, 200, 403]);
    const started = await officer()(
      'POST',
      `${path}/check`,
      { unit: 'NIA', phone: '1522-0089', email: 'help@example.kr', notLinkedToSupplier: true },
      match(submitted),
    );
    expect(started.status).toBe(200);
    expect((await otherOfficer()('GET', path)).status).toBe(404);
    expect((await otherOfficer()('GET', `${path}/notices`)).status).toBe(200);
    expect((await as('sec', ['SECRETARY'])('GET', path)).view.contact).toBeUndefined();
    expect((await supplier()('GET', path)).view.contact).toBeDefined();
  });
});
