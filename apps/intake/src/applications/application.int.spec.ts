import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { ReviewCaseOpened } from '#common/events/definitions/review-case-opened.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { DOCUMENT_TYPES, EXTENSIONS } from '#common/kernel/document-types.js';
import { newId } from '#common/kernel/ids.js';
import { SAMPLES } from '#testing/document-samples.js';
import { examinerOf, memberOf, personas } from '#testing/personas.js';
import type { ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Applying, contact, form } from '../testing/applying.js';

describeWithServers('Applications at intake', () => {
  let service: ServiceUnderTest;
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start();
    service = story.under;
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  it('refuses a draft of a supplier that is not registered', async () => {
    const { outcome } = await story.client.as(personas.stranger).post('/v1/applications', form());
    expect(outcome).toBe('409 SUPPLIER_NOT_REGISTERED');
  });

  it('takes an application from draft to acceptance, with the deadlines of the story', async () => {
    await story.client.clock('2025-08-05 09:00');
    const submitted = await story.submit(await story.completeDraft('이야기'));
    const path = `/v1/applications/${submitted.id}`;
    expect(submitted.deadlines).toEqual([
      {
        key: 'CHECK_START',
        dueAt: '2025-08-06T15:00:00.000Z',
        basis: 'bd',
        rule: '§11.1',
        provisional: false,
        overdue: false,
      },
      {
        key: 'CHECK',
        dueAt: '2025-08-12T15:00:00.000Z',
        basis: 'bd',
        rule: 'A-04',
        provisional: false,
        overdue: false,
      },
    ]);
    const started = await story.startCheck(submitted);
    await story.client.clock('2025-08-07 09:00');
    const asked = await story.requestSupplement(started);
    // 08-15 is a holiday.
    expect(asked.supplements[0]?.dueOn).toBe('2025-08-22');
    await story.client.clock('2025-08-20 09:00');
    const answer = (answers: readonly object[]) =>
      story.supplier.post(`${path}/supplements/1/answer`, { answers }, { ifMatch: asked.version });
    expect((await answer([])).outcome).toBe('422 SUPPLEMENT_INCOMPLETE');
    const { view: answered } = await answer([{ item: 1, explanation: '배상 기준을 덧붙였다.' }]);
    // Three business days were left when the clock stopped.
    expect(answered.deadlines[0]?.dueAt).toBe('2025-08-25T15:00:00.000Z');
    await story.client.clock('2025-08-22 09:00');
    const accept = (ifMatch: number) => story.officer.post(`${path}/acceptance`, undefined, { ifMatch });
    expect((await accept(answered.version)).outcome).toBe('409 DOCUMENT_NOT_OK');
    const done = await accept((await story.allOk(answered)).version);
    expect([done.status, done.view.status]).toEqual([200, 'ACCEPTED']);

    const caseId = newId();
    const applicationId = submitted.id;
    await service.emit(ReviewCaseOpened, caseId, { caseId, applicationId, openedAt: '2025-08-22T00:00:00.000Z' });
    await eventually(async () => expect((await story.read(applicationId)).status).toBe('UNDER_REVIEW'));
    const selected = { ...ServiceSelected.sample, caseId, applicationId };
    await service.emit(ServiceSelected, caseId, selected);
    await service.emit(ServiceSelected, caseId, selected, 2);
    await eventually(async () => expect((await story.read(applicationId)).status).toBe('SELECTED'));
    const { items } = (await story.supplier.get(`${path}/history`)).view;
    expect(items.filter(({ type }) => type === 'ApplicationDecided')).toHaveLength(1);
  });

  it('names everything a submission lacks', async () => {
    const { view } = await story.supplier.post('/v1/applications', {
      contact,
      service: { name: '빈 신청', kind: 'CLOUD_SUPPORT' },
      prices: [],
      certificates: [],
    });
    const path = `/v1/applications/${view.id}/submission`;
    const reply = await story.supplier.post(path, { attested: true }, { ifMatch: view.version });
    expect(reply.outcome).toBe('422 APPLICATION_INCOMPLETE');
    const pointers = reply.view.errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/service/sla', '/prices', '/creditRating', '/documents/STAFF_AND_REFERENCES']),
    );
    expect(pointers).not.toContain('/certificates');
  });

  it('lets one live application of a service exist, however its name is typed', async () => {
    const first = await story.completeDraft('겹치는 서비스');
    const second = await story.completeDraft('겹치는  서비스'.normalize('NFD'));
    await story.submit(first);
    const path = `/v1/applications/${second.id}/submission`;
    const { outcome } = await story.supplier.post(path, { attested: true }, { ifMatch: second.version });
    expect(outcome).toBe('409 APPLICATION_DUPLICATE');
  });

  it('does one thing once under one Idempotency-Key, and answers alike', async () => {
    const key = newId();
    const draft = (name: string) => story.supplier.post('/v1/applications', form(name), { key });
    const [one, two] = await Promise.all([draft('한 번만'), draft('한 번만')]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.view.id).toBe(two.view.id);
    expect((await draft('다른 것')).outcome).toBe('422 IDEMPOTENCY_KEY_REUSED');
  });

  it('asks for If-Match, and refuses a stale one', async () => {
    const { id } = await story.completeDraft('판본');
    const submit = (ifMatch?: number) =>
      story.supplier.post(
        `/v1/applications/${id}/submission`,
        { attested: true },
        ifMatch === undefined ? {} : { ifMatch },
      );
    expect((await submit()).status).toBe(428);
    expect((await submit(1)).status).toBe(412);
  });

  it('refuses a document that is not what it says it is, and one that is not asked for', async () => {
    const { id } = await story.completeDraft('서류');
    const text = await story.attach(id, 'SLA', Buffer.from('plain text'));
    expect(text.outcome).toBe('415 DOCUMENT_TYPE_MISMATCH');
    const plain = await story.attach(id, 'SLA', undefined, 'text/plain');
    expect(plain.outcome).toBe('415 CONTENT_TYPE_UNSUPPORTED');
    expect(JSON.stringify(plain.view)).toContain('HWP, HWPX');
    expect((await story.attach(id, 'CONSTRUCTOR')).outcome).toBe('422 DOCUMENT_TYPE_UNKNOWN');
  });

  it('R-19, #22: takes a document of any of the types, and gives it back under the name it came with', async () => {
    const { id } = await story.completeDraft('서류의 이름');
    const path = `/v1/applications/${id}/documents/SLA`;
    for (const type of DOCUMENT_TYPES) {
      const name = `서비스 수준 협약 "최종".${EXTENSIONS[type]}`;
      const headers = {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`C:\\서류\\${name}`)}`,
      };
      const { view } = await story.supplier.put(path, SAMPLES[type], { headers });
      expect(view.documents.find((one) => one.type === 'SLA')).toMatchObject({ contentType: type, name });
      const { headers: given } = await story.supplier.get(path);
      expect(given.get('content-type')).toBe(type);
      const disposition = `attachment; filename=SLA.${EXTENSIONS[type]}; filename*=UTF-8''${encodeURIComponent(name)}`;
      expect(given.get('content-disposition')).toBe(disposition);
    }
    await story.attach(id, 'SLA');
    expect((await story.supplier.get(path)).headers.get('content-disposition')).toBe('attachment; filename=SLA.pdf');
    const nameless = { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename=".../"' };
    const refused = await story.supplier.put(path, SAMPLES['application/pdf'], { headers: nameless });
    expect(refused.outcome).toBe('422 FILE_NAME_INVALID');
  });

  it('§11.1: masks a staff list for all but its supplier, NIA and the committee', async () => {
    const draft = await story.completeDraft('직원 명단');
    const path = `/v1/applications/${draft.id}`;
    const list = `${path}/documents/STAFF_AND_REFERENCES`;
    const headers = { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="kim.pdf"' };
    const { view } = await story.supplier.put(list, SAMPLES['application/pdf'], { headers });
    await story.submit(view);
    for (const person of [personas.secretary, personas.auditor]) {
      const { view: shown } = await story.client.as(person).get(path);
      const masked = shown.documents.find(({ type }) => type === 'STAFF_AND_REFERENCES');
      expect([masked?.masked, masked?.name]).toEqual([true, undefined]);
      expect((await story.client.as(person).get(list)).outcome).toBe('403 FORBIDDEN');
      expect((await story.client.as(person).get(`${path}/documents/SLA`)).status).toBe(200);
    }
    for (const person of [personas.supplier, personas.officer]) {
      const { view: shown } = await story.client.as(person).get(path);
      expect(shown.documents.at(-1)).toMatchObject({ type: 'STAFF_AND_REFERENCES', name: 'kim.pdf' });
      expect((await story.client.as(person).get(list)).status).toBe(200);
    }
  });

  it('keeps a draft to its supplier, and a check to its officer; every officer reads', async () => {
    const draft = await story.completeDraft('누가 보나');
    const path = `/v1/applications/${draft.id}`;
    const { stranger, officer, otherOfficer, secretary, auditor, admin } = personas;
    const statuses = async () =>
      Promise.all(
        [stranger, officer, secretary, examinerOf(1), auditor, admin].map(
          async (person) => (await story.client.as(person).get(path)).status,
        ),
      );
    expect(await statuses()).toEqual([404, 404, 404, 404, 200, 403]);
    const submitted = await story.submit(draft);
    expect(await statuses()).toEqual([404, 200, 200, 404, 200, 403]);
    expect((await story.startCheck(submitted)).status).toBe('CHECKING');
    expect((await story.client.as(otherOfficer).get(path)).status).toBe(200);
    const returning = { ground: 'NOT_ELIGIBLE_KIND', reason: '대상이 아니다.' };
    const { version } = await story.read(draft.id);
    const decided = await story.client.as(otherOfficer).post(`${path}/return`, returning, { ifMatch: version });
    expect(decided.outcome).toBe('403 FORBIDDEN');
    expect((await story.client.as(otherOfficer).get(`${path}/notices`)).status).toBe(200);
    expect((await story.client.as(secretary).get(path)).view.contact).toBeUndefined();
    expect((await story.supplier.get(path)).view.contact).toBeDefined();
  });

  it('S9: is read and decided by no officer of the supplier’s own house, in any step', async () => {
    const submitted = await story.submit(await story.completeDraft('제 식구'));
    const path = `/v1/applications/${submitted.id}`;
    const { officer, supplier } = personas;
    const linked = { ...officer, org: supplier.org ?? '' };
    const alsoSupplier = { ...linked, roles: [...linked.roles, ...supplier.roles] };
    const contactOf = {
      name: '박담당',
      unit: 'NIA',
      phone: '1522-0089',
      email: 'help@example.kr',
      notLinkedToSupplier: true,
    };
    const acts: readonly (readonly [noun: string, body?: object])[] = [
      ['documents/SLA/check', { result: 'OK' }],
      ['supplements', { items: [{ subject: 'SLA', reason: '배상 기준이 없다.' }] }],
      ['acceptance'],
      ['return', { ground: 'NOT_ELIGIBLE_KIND', reason: '대상이 아니다.' }],
    ];
    const refusals = async (person: typeof linked, todo: typeof acts) => {
      const { version } = await story.read(submitted.id);
      const answers = todo.map(([noun, body]) =>
        story.client.as(person).post(`${path}/${noun}`, body, { ifMatch: version }),
      );
      return (await Promise.all(answers)).map(({ outcome }) => outcome);
    };
    for (const person of [linked, alsoSupplier]) {
      expect(await refusals(person, [['check', contactOf]])).toEqual(['422 OFFICER_LINKED']);
    }
    await story.startCheck(submitted);
    for (const person of [linked, alsoSupplier]) {
      expect(await refusals(person, acts)).toEqual(acts.map(() => '422 OFFICER_LINKED'));
    }
    for (const read of ['', '/history', '/notices', '/documents/SLA']) {
      expect([read, (await story.client.as(linked).get(path + read)).outcome]).toEqual([read, '404 NOT_FOUND']);
      expect([read, (await story.officer.get(path + read)).status]).toEqual([read, 200]);
    }
    const listed = (await story.client.as(linked).get('/v1/applications?limit=200')).view.items;
    expect(listed).toEqual([]);
  });

  it('S10, S11, S19: shows reasons and officers to the few, contacts by role, and counts no readers', async () => {
    const checked = await story.inCheck('사유는 누구에게');
    const path = `/v1/applications/${checked.id}`;
    const deficient = { result: 'DEFICIENT', reason: '배상 기준이 없다.' };
    const found = await story.officer.post(`${path}/documents/SLA/check`, deficient, { ifMatch: checked.version });
    const { id } = await story.requestSupplement(found.view);
    const reasons = ['배상 기준이 없다.', '1522-0089', 'help@example.kr'];
    const before = await story.read(id);
    const examiner = { ...examinerOf(1), org: personas.supplier.org ?? '' };
    for (const person of [examinerOf(1).sub, memberOf(2).sub, personas.chair.sub]) {
      const granted = { ...CaseAccessGranted.sample, applicationId: id, people: [person] };
      await service.emit(CaseAccessGranted, `case-${id}`, granted);
    }
    await eventually(async () => expect((await story.client.as(personas.chair).get(path)).status).toBe(200));
    // Of the supplier's own house: access by declaration does not open the papers, let alone the contact.
    expect((await story.client.as(examiner).get(path)).outcome).toBe('404 NOT_FOUND');
    for (const { sub, roles } of [personas.secretary, personas.auditor]) {
      const ofTheHouse = { ...personas.secretary, sub, roles, org: personas.supplier.org ?? '' };
      const { status, view } = await story.client.as(ofTheHouse).get(path);
      expect([status, roles, view.contact]).toEqual([200, roles, undefined]);
    }
    const reviewers = [examinerOf(1), memberOf(2), personas.chair];
    for (const reader of reviewers) {
      const { body, view } = await story.client.as(reader).get(path);
      const { body: history } = await story.client.as(reader).get(`${path}/history`);
      expect(view.supplements).toMatchObject([{ n: 1, dueOn: before.supplements[0]?.dueOn }]);
      expect(view.version).toBe(before.version);
      for (const hidden of [...reasons, contact.email, contact.phone, 'ReadersAdmitted'])
        expect(JSON.stringify([body, history])).not.toContain(hidden);
    }
    const informed = [personas.supplier, personas.officer, personas.secretary];
    for (const reader of informed) {
      const { body } = await story.client.as(reader).get(path);
      for (const shown of reasons) expect(JSON.stringify(body)).toContain(shown);
    }
    const after = await story.read(id);
    expect(after.version).toBe(before.version);
    for (const reader of [personas.supplier, personas.officer]) {
      const { items } = (await story.client.as(reader).get(`${path}/history`)).view;
      expect(items.map(({ type }) => type)).not.toContain('ReadersAdmitted');
      expect(items.at(-1)).toMatchObject({ type: 'SupplementRequested', version: before.version });
    }
    const whole = (await story.client.as(personas.secretary).get(`${path}/history`)).view.items;
    expect(whole.filter(({ type }) => type === 'ReadersAdmitted')).toHaveLength(3);

    const answers = [{ item: 1, explanation: '해명은 이렇다.' }];
    const answered = await story.supplier.post(`${path}/supplements/1/answer`, { answers }, { ifMatch: after.version });
    const returning = { ground: 'NOT_ELIGIBLE_KIND', reason: '반려하는 까닭.' };
    const { outcome } = await story.officer.post(`${path}/return`, returning, { ifMatch: answered.view.version });
    expect(outcome).toBe('200');
    for (const [readers, isShown] of [
      [reviewers, false],
      [informed, true],
    ] as const)
      for (const reader of readers) {
        const view = JSON.stringify((await story.client.as(reader).get(path)).body);
        const history = JSON.stringify((await story.client.as(reader).get(`${path}/history`)).body);
        expect([reader.sub, view.includes('해명은 이렇다.')]).toEqual([reader.sub, isShown]);
        expect([reader.sub, view.includes(returning.reason)]).toEqual([reader.sub, isShown]);
        expect([reader.sub, history.includes(returning.reason)]).toEqual([reader.sub, isShown]);
      }
    expect((await story.client.as(personas.ministry).get(`${path}/notices`)).outcome).toBe('200');
    for (const reader of reviewers)
      expect((await story.client.as(reader).get(`${path}/notices`)).outcome).toBe('403 FORBIDDEN');
  });

  it('demands an unanswered supplement once more, then returns the papers', async () => {
    await story.client.clock('2025-10-13 09:00');
    const asked = await story.requestSupplement(await story.inCheck('답하지 않는 신청'));
    expect(asked.supplements[0]?.dueOn).toBe('2025-10-27');
    await story.client.clock('2025-10-28 09:00');
    // R-10: ten days after the demand of 10-28.
    expect((await story.read(asked.id)).supplements[0]?.dueOn).toBe('2025-11-07');
    await story.client.clock('2025-11-08 09:00');
    const returned = await story.read(asked.id);
    expect(returned.status).toBe('RETURNED');
    const path = `/v1/applications/${asked.id}/supplements/1/answer`;
    const late = await story.supplier.post(path, { answers: [] }, { ifMatch: returned.version });
    expect(late.status).toBe(409);
  });
});
