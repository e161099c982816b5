import { CertificateExpiring } from '#common/events/definitions/certificate-expiring.js';
import { HearingNoticed } from '#common/events/definitions/hearing-noticed.js';
import { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import { ListingDelisted } from '#common/events/definitions/listing-delisted.js';
import { ListingExpired } from '#common/events/definitions/listing-expired.js';
import { ObjectionUpheld } from '#common/events/definitions/objection-upheld.js';
import { ReviewCaseOpened } from '#common/events/definitions/review-case-opened.js';
import { ReviewDeferred } from '#common/events/definitions/review-deferred.js';
import { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import { RevoteCalled } from '#common/events/definitions/revote-called.js';
import { RevoteConfirmed } from '#common/events/definitions/revote-confirmed.js';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { SelectionKept } from '#common/events/definitions/selection-kept.js';
import { ServiceNotSelected } from '#common/events/definitions/service-not-selected.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { newId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import type { ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Applying, type Shown } from '../testing/applying.js';

interface Ids {
  readonly caseId: string;
  readonly applicationId: string;
}

describeWithServers('Remedies at intake', () => {
  let service: ServiceUnderTest;
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start();
    service = story.under;
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  const path = (id: string) => `/v1/applications/${id}`;
  const becomes = (id: string, status: string) =>
    eventually(async () => expect((await story.read(id)).status).toBe(status));
  const post = async (id: string, noun: string, body?: object) =>
    story.supplier.post(`${path(id)}/${noun}`, body, { ifMatch: (await story.read(id)).version });

  /** Before the committee. */
  async function underReview(name: string): Promise<Ids> {
    const { id: applicationId, version } = await story.allOk(await story.inCheck(name));
    await story.officer.post(`${path(applicationId)}/acceptance`, undefined, { ifMatch: version });
    const ids = { caseId: newId(), applicationId };
    await service.emit(ReviewCaseOpened, ids.caseId, { ...ReviewCaseOpened.sample, ...ids });
    await becomes(applicationId, 'UNDER_REVIEW');
    return ids;
  }

  async function refused(name: string): Promise<Ids> {
    const ids = await underReview(name);
    await service.emit(ServiceNotSelected, ids.caseId, { ...ServiceNotSelected.sample, ...ids });
    await becomes(ids.applicationId, 'NOT_SELECTED');
    return ids;
  }

  async function selected(name: string): Promise<Ids> {
    const ids = await underReview(name);
    await service.emit(ServiceSelected, ids.caseId, { ...ServiceSelected.sample, ...ids });
    await becomes(ids.applicationId, 'SELECTED');
    return ids;
  }

  const submission = (draft: Shown, whatChanged?: string) =>
    story.supplier.post(
      `${path(draft.id)}/submission`,
      { attested: true, ...(whatChanged !== undefined && { whatChanged }) },
      { ifMatch: draft.version },
    );

  it('A-06: takes an objection, keeps its service to it, and puts the application under review when it is upheld', async () => {
    const ids = await refused('이의 서비스');
    const { view: told } = await story.supplier.get(`${path(ids.applicationId)}/result`);
    expect(told).toMatchObject({ remedies: [{ code: 'OBJECTION' }, { code: 'SUIT_AFTER_OBJECTION' }] });
    expect(told).toMatchObject({ officer: { unit: 'NIA', phone: '1522-0089' } });
    const filed = await post(ids.applicationId, 'objections', { statement: '인증을 보지 못했다.' });
    expect(filed.view).toMatchObject({
      status: 'NOT_SELECTED',
      objections: [{ n: 1, sessionNo: 62, statement: '인증을 보지 못했다.' }],
      standing: { holder: { code: 'COMMITTEE' }, nextStep: { code: 'ANSWER_OBJECTION' } },
    });
    expect((await post(ids.applicationId, 'objections', { statement: '또' })).outcome).toBe('409 OBJECTION_FILED');

    const again = await story.completeDraft('이의  서비스');
    const second = await submission(again, '달라졌다.');
    expect(second.outcome).toBe('409 APPLICATION_DUPLICATE');
    expect(JSON.stringify(second.body)).toContain(`objection 1 of application ${ids.applicationId}`);

    const secretary = story.client.as(personas.secretary);
    const extension = `${path(ids.applicationId)}/objections/1/extension`;
    const { version } = (await secretary.get(path(ids.applicationId))).view;
    const extended = await secretary.post(extension, { reason: '추가 검토' }, { ifMatch: version });
    expect(extended.view.objections).toMatchObject([{ extension: { reason: '추가 검토' } }]);

    const { objectionId = '' } = filed.view.objections?.[0] ?? {};
    await service.emit(ObjectionUpheld, ids.caseId, { ...ObjectionUpheld.sample, ...ids, objectionId });
    await becomes(ids.applicationId, 'UNDER_REVIEW');
    await service.emit(ServiceSelected, ids.caseId, { ...ServiceSelected.sample, ...ids, sessionNo: 63 });
    await becomes(ids.applicationId, 'SELECTED');
    expect((await story.read(ids.applicationId)).decision).toMatchObject({ sessionNo: 63 });
  });

  it('A-06: refuses an objection while a new application of the service is live, and names it', async () => {
    const { applicationId } = await refused('새로 신청한 서비스');
    const { view: copy } = await story.supplier.post(`${path(applicationId)}/copy`);
    expect((await submission(copy)).outcome).toBe('422 CHANGES_MISSING');
    expect((await submission(copy, '가격을 낮췄다.')).view.reapplication).toEqual({
      applicationId,
      whatChanged: '가격을 낮췄다.',
    });
    const objection = await post(applicationId, 'objections', { statement: '다시 보아 달라.' });
    expect(objection.outcome).toBe('409 APPLICATION_DUPLICATE');
    expect(JSON.stringify(objection.body)).toContain(`application ${copy.id} is SUBMITTED`);
    expect((await story.read(applicationId)).objections).toBeUndefined();
  });

  it('A-06: of an objection and a new application in the same second, one wins', async () => {
    const { applicationId } = await refused('같은 순간의 서비스');
    const { view: copy } = await story.supplier.post(`${path(applicationId)}/copy`);
    const answers = await Promise.all([
      post(applicationId, 'objections', { statement: '다시 보아 달라.' }),
      submission(copy, '가격을 낮췄다.'),
    ]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['200', '409 APPLICATION_DUPLICATE']);
  });

  it('R-11: takes the answer to a deferral, and tells by when it is due', async () => {
    const { caseId, applicationId } = await underReview('보류된 서비스');
    const ids = { caseId, applicationId, sessionNo: 62 };
    const answerDueOn = '2025-10-14';
    await service.emit(ReviewDeferred, caseId, { ...ids, deferredOn: '2025-09-19', answerDueOn });
    const asked = { decision: 'DEFERRED' as const, requests: ['재무제표'], answerDueOn };
    await service.emit(ReviewResultNotified, caseId, { ...ReviewResultNotified.sample, ...ids, ...asked });
    await eventually(async () =>
      expect((await story.read(applicationId)).standing).toMatchObject({
        holder: { code: 'SUPPLIER' },
        nextStep: { code: 'ANSWER_DEFERRAL' },
        clock: { key: 'DEFERRAL_ANSWER', dueAt: '2025-10-14T15:00:00.000Z', rule: 'R-11' },
      }),
    );
    await becomes(applicationId, 'DEFERRED');
    const answers = [{ request: 1, text: '붙임과 같다.' }];
    expect((await post(applicationId, 'deferral-answer', { answers: [] })).status).toBe(422);
    const done = await post(applicationId, 'deferral-answer', { answers });
    expect(done.view.deferralAnswers).toMatchObject([{ sessionNo: 62, answers }]);
    expect((await post(applicationId, 'deferral-answer', { answers })).outcome).toBe('409 DEFERRAL_NOT_OPEN');
  });

  it('R-17: copies a withdrawn application with its documents, once under one Idempotency-Key', async () => {
    const submitted = await story.submit(await story.completeDraft('복사할 서비스'));
    expect((await story.supplier.post(`${path(submitted.id)}/copy`)).outcome).toBe('409 APPLICATION_NOT_COPIED');
    await post(submitted.id, 'withdrawal', { reason: '사정' });
    const key = newId();
    const copies = await Promise.all(
      [1, 2].map(() => story.supplier.post(`${path(submitted.id)}/copy`, undefined, { key })),
    );
    expect(copies.map(({ status }) => status)).toEqual([201, 201]);
    const [{ view: copy }, { view: same }] = copies as [(typeof copies)[0], (typeof copies)[0]];
    expect(copy.id).toBe(same.id);
    expect(copy).toMatchObject({ status: 'DRAFT', copyOf: { applicationId: submitted.id, status: 'WITHDRAWN' } });
    expect((await story.supplier.get(`${path(copy.id)}/documents/SLA`)).status).toBe(200);
    // A draft that is replaced lets go of its file, but the other application stands on it.
    await story.attach(copy.id, 'SLA', Buffer.from('%PDF-1.4\n% another\n%%EOF\n'));
    expect((await story.supplier.get(`${path(submitted.id)}/documents/SLA`)).status).toBe(200);
    expect((await story.client.as(personas.stranger).post(`${path(submitted.id)}/copy`)).outcome).toBe('404 NOT_FOUND');
    expect((await submission(await story.read(copy.id))).outcome).toBe('200');
  });

  it('§11.5: begins a renewal when a certificate of a listed service ends soon, once for all reminders', async () => {
    const { applicationId } = await selected('갱신할 서비스');
    const listingId = newId();
    const reminder = { ...CertificateExpiring.sample, listingId, applicationId, endsOn: '2025-12-31' };
    await service.emit(CertificateExpiring, listingId, { ...reminder, daysLeft: 90 });
    await service.emit(CertificateExpiring, listingId, { ...reminder, daysLeft: 30 });
    const renewals = async () => {
      const { items } = (await story.supplier.get('/v1/applications?status=DRAFT&limit=200')).view;
      return (items as unknown as readonly Shown[]).filter((one) => one.copyOf?.applicationId === applicationId);
    };
    await eventually(async () => expect(await renewals()).toHaveLength(1));
    // The events of one listing come in order: when its end has come, both reminders have.
    await service.emit(ListingExpired, listingId, { ...ListingExpired.sample, listingId, applicationId });
    await eventually(async () => expect((await story.read(applicationId)).selectionEnd).toBeDefined());
    const [renewal] = await renewals();
    expect(await renewals()).toHaveLength(1);
    // F-04: the selection no longer stands, so the service can be applied for.
    const submitted = await submission(await story.read(renewal?.id ?? ''));
    expect(submitted.outcome).toBe('200');
  });

  it.each([
    ['LISTING_DELISTED', ListingDelisted],
    ['SELECTION_CANCELLED', ListingCancelled],
  ] as const)('F-04: frees a service when its listing ends: %s', async (why, definition) => {
    const { applicationId } = await selected(`끝난 서비스 ${why}`);
    const again = await story.completeDraft(`끝난 서비스 ${why}`);
    expect((await submission(again)).outcome).toBe('409 APPLICATION_DUPLICATE');
    const listingId = newId();
    await service.emit(definition, listingId, { ...definition.sample, listingId, applicationId } as never);
    await eventually(async () => expect((await story.read(applicationId)).selectionEnd).toMatchObject({ why }));
    expect((await submission(again)).outcome).toBe('200');
  });

  const revote = (ids: Ids, noun: 'called' | 'confirmed') =>
    noun === 'called'
      ? service.emit(RevoteCalled, ids.caseId, { ...RevoteCalled.sample, ...ids })
      : service.emit(RevoteConfirmed, ids.caseId, { ...RevoteConfirmed.sample, ...ids });
  const standsAt = (id: string, step: string) =>
    eventually(async () => expect((await story.read(id)).standing.nextStep.code).toBe(step));

  it('R-45: keeps a refused service while the committee votes again on it, and gives it back after the same result', async () => {
    const ids = await refused('다시 표결할 서비스');
    const again = await story.completeDraft('다시 표결할 서비스');
    await revote(ids, 'called');
    await standsAt(ids.applicationId, 'REVOTE');
    const whatChanged = { whatChanged: '보안 인증을 새로 받았다.' };
    const early = await story.supplier.post(
      `${path(again.id)}/submission`,
      { attested: true, ...whatChanged },
      { ifMatch: again.version },
    );
    expect(early.outcome).toBe('409 APPLICATION_DUPLICATE');
    expect(JSON.stringify(early.body)).toContain(`votes again on application ${ids.applicationId}`);
    await revote(ids, 'confirmed');
    await standsAt(ids.applicationId, 'OBJECT');
    const late = await story.supplier.post(
      `${path(again.id)}/submission`,
      { attested: true, ...whatChanged },
      { ifMatch: again.version },
    );
    expect(late.outcome).toBe('200');

    // The later application has the service now: a selection by one more vote does not take it away.
    await service.emit(RevoteCalled, ids.caseId, { ...RevoteCalled.sample, ...ids });
    await standsAt(ids.applicationId, 'REVOTE');
    await service.emit(ServiceSelected, ids.caseId, { ...ServiceSelected.sample, ...ids, sessionNo: 64 });
    await becomes(ids.applicationId, 'SELECTED');
    expect((await story.read(again.id)).status).toBe('SUBMITTED');
  });

  it('A-14: shows the supplier the hearing before a cancellation, and nobody of the public', async () => {
    const ids = await selected('청문 서비스');
    await service.emit(HearingNoticed, ids.caseId, { ...HearingNoticed.sample, ...ids });
    await standsAt(ids.applicationId, 'ATTEND_HEARING');
    expect(await story.read(ids.applicationId)).toMatchObject({
      hearing: { on: '2026-02-02', time: '14:00', grounds: [{ code: 'CERTIFICATE_ENDED', ko: expect.any(String) }] },
      standing: { clock: { key: 'HEARING', dueAt: '2026-02-02T05:00:00.000Z' } },
    });
    expect((await story.client.as(personas.stranger).get(path(ids.applicationId))).status).toBe(404);
    await service.emit(SelectionKept, ids.caseId, { ...SelectionKept.sample, ...ids });
    await standsAt(ids.applicationId, 'LIST');
  });

  it('R-45: ends a selection that a re-vote refused, without a bar, and tells how to sue', async () => {
    const ids = await selected('재의결로 취소된 서비스');
    await revote(ids, 'called');
    await standsAt(ids.applicationId, 'REVOTE');
    const cancelled = { ...SelectionCancelled.sample, ...ids, causes: ['REVOTE'], fraud: false };
    await service.emit(SelectionCancelled, ids.caseId, cancelled);
    await standsAt(ids.applicationId, 'APPLY_AGAIN');
    expect(await story.read(ids.applicationId)).toMatchObject({ status: 'SELECTED', selectionEnd: { why: 'REVOTE' } });
    expect((await story.supplier.get(`${path(ids.applicationId)}/result`)).view).toMatchObject({
      remedies: [{ code: 'SUIT_AFTER_CANCELLATION' }],
    });
    expect((await submission(await story.completeDraft('재의결로 취소된 서비스'))).outcome).toBe('200');
  });

  it('A-14: tells the grounds of a cancellation, and a re-vote as one, when the listing is heard of first', async () => {
    const reasons = async (id: string) => {
      const { items } = (await story.supplier.get('/v1/notices?limit=200')).view;
      const notices = items as unknown as readonly {
        readonly reason: string;
        readonly about: { readonly id: string };
      }[];
      return notices.filter(({ about }) => about.id === id).map(({ reason }) => reason);
    };
    for (const [causes, why, notice] of [
      [['SERVICE_ENDED'], 'SELECTION_CANCELLED', 'SELECTION_CANCELLED'],
      [['REVOTE'], 'REVOTE', 'SELECTION_ENDED_BY_REVOTE'],
    ] as const) {
      const ids = await selected(`목록이 먼저 끝난 서비스 ${why}`);
      const listingId = newId();
      await service.emit(ListingCancelled, listingId, { ...ListingCancelled.sample, ...ids, listingId } as never);
      await standsAt(ids.applicationId, 'APPLY_AGAIN');
      const cancelled = { ...SelectionCancelled.sample, ...ids, causes: [...causes], fraud: false };
      await service.emit(SelectionCancelled, ids.caseId, cancelled);
      await eventually(async () => expect(await reasons(ids.applicationId)).toContain(notice));
      expect((await reasons(ids.applicationId)).filter((one) => one.startsWith('SELECTION_'))).toEqual([notice]);
      expect((await story.read(ids.applicationId)).selectionEnd).toMatchObject({ why });
    }
  });

  it('F-04: keeps a selected service to its selection until that is cancelled; after fraud bars the supplier', async () => {
    const ids = await selected('취소된 서비스');
    const again = await story.completeDraft('취소된 서비스');
    const early = await submission(again);
    expect(early.outcome).toBe('409 APPLICATION_DUPLICATE');
    expect(JSON.stringify(early.body)).toContain(`application ${ids.applicationId} is SELECTED since session 62`);
    const cancelled = { ...SelectionCancelled.sample, ...ids, cancelledOn: '2025-08-04' };
    await service.emit(SelectionCancelled, ids.caseId, cancelled);
    await eventually(async () =>
      expect((await story.read(ids.applicationId)).selectionEnd).toMatchObject({ why: 'SELECTION_CANCELLED' }),
    );
    const barred = await submission(again);
    expect(barred.outcome).toBe('409 SUPPLIER_BARRED');
    expect(JSON.stringify(barred.body)).toContain('2026-08-04');
    expect((await story.client.as(personas.auditor).get('/v1/audit')).body).toMatchObject({ invalid: [] });
  });
});
