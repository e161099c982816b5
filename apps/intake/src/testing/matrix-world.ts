import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { CaseAccessRevoked } from '#common/events/definitions/case-access-revoked.js';
import { ReviewCaseOpened } from '#common/events/definitions/review-case-opened.js';
import { ReviewDeferred } from '#common/events/definitions/review-deferred.js';
import { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import { ServiceNotSelected } from '#common/events/definitions/service-not-selected.js';
import { newId } from '#common/kernel/ids.js';
import { own } from '#common/kernel/own.js';
import { APPLICANT, EDITOR, EXAMINER_PARTS, PARTS, SIGNER } from '#testing/matrix/callers.js';
import { COMMON_CALLS, noDeadLetter } from '#testing/matrix/common-calls.js';
import {
  markerText,
  type Call,
  type Conditions,
  type Marker,
  type Matrix,
  type Thing,
} from '#testing/matrix/matrix.js';
import { examinerOf, memberOf, personas } from '#testing/personas.js';
import type { Answer } from '#testing/service-client.js';
import { eventually } from '#testing/stores.js';
import { Applying, contact, form, registration, type Shown } from './applying.js';
import { questionOf } from './question-sets.js';

/** What the suite knows of a supplier or an application. */
interface Facts {
  readonly org: string;
  /** Whom the supplier has listed, by function. */
  readonly people?: Readonly<Record<string, string>>;
  readonly submitted?: boolean;
  /** The responsible officer. */
  readonly officer?: string;
  /** To whom review has opened the papers. */
  readonly readers?: readonly string[];
  readonly published?: boolean;
  readonly absent?: boolean;
}

const READERS = [
  examinerOf(EXAMINER_PARTS.done),
  examinerOf(EXAMINER_PARTS.assigned),
  examinerOf(EXAMINER_PARTS.linked),
  memberOf(PARTS.chair),
  memberOf(PARTS.acting),
  memberOf(PARTS.convened),
  memberOf(PARTS.linked),
].map(({ sub }) => sub);

const submitted = (facts: Facts): boolean => facts.submitted === true;
const ofOthers = (facts: Facts, org: string | undefined): boolean => org !== facts.org;
const isFree = (facts: Facts, sub: string): boolean => facts.officer === undefined || facts.officer === sub;

const APPLICANTS_PEOPLE = {
  [personas.supplier.sub]: 'MANAGER',
  [EDITOR.sub]: 'EDITOR',
  [SIGNER.sub]: 'SIGNER',
};
const hasFunction = (facts: Facts, sub: string, ...functions: readonly string[]): boolean =>
  functions.includes(own(facts.people ?? {}, sub) ?? '');

const conditions: Conditions<Facts> = {
  'as manager': ({ facts, person }) => hasFunction(facts, person.sub, 'MANAGER'),
  'as editor': ({ facts, person }) => hasFunction(facts, person.sub, 'MANAGER', 'EDITOR'),
  'as signer': ({ facts, person }) => hasFunction(facts, person.sub, 'MANAGER', 'SIGNER'),
  own: ({ facts, person }) => person.org === facts.org,
  'of others': ({ facts, person }) => ofOthers(facts, person.org),
  'not linked': ({ facts, person }) => ofOthers(facts, person.org),
  submitted: ({ facts }) => submitted(facts),
  'free or responsible': ({ facts, person }) => isFree(facts, person.sub),
  responsible: ({ facts, person }) => facts.officer === person.sub && ofOthers(facts, person.org),
  linked: ({ facts, person }) => submitted(facts) && isFree(facts, person.sub) && !ofOthers(facts, person.org),
  published: ({ facts }) => facts.published === true,
  'with access': ({ facts, person }) => facts.readers?.includes(person.sub) === true && ofOthers(facts, person.org),
};

const LATER = { documentType: 'SLA', n: '1' };
const officer = {
  name: '박담당',
  unit: 'NIA',
  phone: '1522-0089',
  email: 'help@example.kr',
  notLinkedToSupplier: true,
};

const { notLinkedToSupplier: _declared, ...nextOfficer } = officer;

const calls: Readonly<Record<string, Call<Facts>>> = {
  ...COMMON_CALLS,
  registerSupplier: {
    bodyOf: ({ org }) => ({ ...registration, businessNumber: org }),
    only: ({ absent }) => absent !== true,
  },
  debarSupplier: { body: { from: '2025-09-01', to: '2025-10-31', ground: 'COLLUSION', reason: '사유' } },
  reinstateSupplier: { body: { debarmentNo: 1, reason: '사유' } },
  listSuppliers: {
    lists: (body) => (body as { items: { businessNumber: string }[] }).items.map((one) => one.businessNumber),
  },
  changeSupplierContact: { body: { contact } },
  requestSupplierChange: { body: { class: 'NAME', name: '새 이름', reason: '사유' } },
  withdrawSupplierChange: { at: LATER },
  approveSupplierChange: { at: LATER },
  rejectSupplierChange: { body: { reason: '사유' }, at: LATER },
  storeDeclaration: { body: { text: '확약한다.' } },
  setSupplierPerson: { body: { sub: 'supplier-later', function: 'EDITOR' } },
  removeSupplierPerson: { body: { sub: EDITOR.sub } },
  offerSupplierHandover: { body: { to: SIGNER.sub } },
  appointSupplierManager: { body: { sub: 'supplier-later', reason: '사유' } },
  draftApplication: {
    body: form('매트릭스'),
    // Another supplier is not registered or not verified. Of the applicant its editors may.
    letInFor: (person) =>
      person?.org !== APPLICANT
        ? [409]
        : hasFunction({ org: APPLICANT, people: APPLICANTS_PEOPLE }, person.sub, 'MANAGER', 'EDITOR')
          ? [201]
          : [403],
  },
  listApplications: { lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id) },
  reviseApplication: { body: form('고친 초안') },
  attachDocument: { document: Buffer.from('%PDF-1.4\n%%EOF\n'), at: LATER },
  attachDocumentFile: { document: Buffer.from('%PDF-1.4\n%%EOF\n'), at: LATER },
  referToDocument: { body: { documentId: newId() }, at: LATER },
  // Who is let in is told what a version would change; nothing is written.
  publishQuestionSet: {
    body: {
      kind: 'CONVERGENCE',
      effectiveFrom: '2099-01-01',
      replaces: 1,
      questions: [questionOf('NEW')],
      dryRun: true,
    },
    letIn: [200],
  },
  withdrawQuestionSet: { body: { reason: '사유' }, at: { n: '2' } },
  listQuestionSets: { lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id) },
  askInquiry: { body: { question: '언제 신청합니까?' }, letIn: [201, 409, 429] },
  answerInquiry: { body: { answer: '언제나' } },
  listInquiries: { lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id) },
  storeDocument: {
    document: Buffer.from('%PDF-1.4\n%%EOF\n'),
    letInFor: (person) =>
      person?.org !== APPLICANT
        ? [201, 409]
        : hasFunction({ org: APPLICANT, people: APPLICANTS_PEOPLE }, person.sub, 'MANAGER', 'EDITOR')
          ? [201]
          : [403],
  },
  storeDocumentVersion: { document: Buffer.from('%PDF-1.4\n%%EOF\n') },
  downloadStoredDocument: { letIn: [200, 410] },
  listDocuments: { lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id) },
  describeDocument: { body: { validTo: '2030-12-31' }, at: LATER },
  removeDocument: { at: LATER },
  downloadDocument: { at: LATER },
  downloadDocumentFile: { at: LATER },
  submitApplication: { body: { attested: true } },
  withdrawApplication: { body: { reason: '사정' } },
  answerSupplement: { body: { answers: [] }, at: LATER },
  extendSupplement: { at: LATER },
  // It has no If-Match: who is let in makes a draft, finds nothing to copy, or has too many drafts.
  copyApplication: { letIn: [201, 409, 429] },
  answerDeferral: { body: { answers: [{ request: 1, text: '답' }] } },
  fileObjection: { body: { statement: '이의' } },
  extendObjection: { body: { reason: '사유' }, at: LATER },
  startCheck: { body: officer },
  takeOverApplication: { body: { ...officer, reason: '사유' } },
  handOverApplication: { body: { officer: { ...nextOfficer, sub: 'officer-3' }, reason: '사유' } },
  declareOfficerTie: { body: { reason: '사유' } },
  extendCheck: { body: { reason: '사유' } },
  answerCheckExtension: { body: { consents: true } },
  checkDocument: { body: { result: 'OK' }, at: LATER },
  checkDocumentFile: { body: { result: 'OK' }, at: LATER },
  requestSupplement: { body: { items: [{ subject: 'SLA', reason: '사유' }] } },
  returnApplication: { body: { ground: 'NOT_ELIGIBLE_KIND', reason: '사유' } },
};

/** Brings suppliers and applications into the states that matter, each with texts of its own. */
export class World {
  readonly things: Thing<Facts>[] = [];
  readonly markers: Marker<Facts>[] = [];

  private constructor(private readonly story: Applying) {}

  static async build(story: Applying): Promise<Matrix<Facts>> {
    const world = new World(story);
    await world.suppliers();
    await world.applications();
    await world.vault();
    await world.inquiries();
    await world.questionSets();
    const { things, markers } = world;
    const opens = {
      supplier: 'getSupplier',
      application: 'getApplication',
      'dead letter': 'getDeadLetter',
      document: 'getDocument',
      inquiry: 'getInquiry',
      questions: 'getQuestionSet',
    };
    return { under: story.under, conditions, things, calls, markers, opens };
  }

  private mark(field: string, place: string, facts: Facts): string {
    const text = markerText();
    this.markers.push({ field, text, facts, place });
    return text;
  }

  private async suppliers(): Promise<void> {
    for (const [name, org, person] of [
      ['verified supplier', APPLICANT, personas.supplier],
      ['unverified supplier', personas.competitor.org ?? '', personas.competitor],
    ] as const) {
      const people: Readonly<Record<string, string>> =
        person === personas.supplier ? APPLICANTS_PEOPLE : { [person.sub]: 'MANAGER' };
      const facts = { org, people };
      const marked = { ...contact, name: this.mark('contact of a supplier', name, facts) };
      const address = this.mark('address of a supplier', name, facts);
      const body = { ...registration, businessNumber: org, contact: marked, address };
      const { view } = ok(await this.story.client.as(person).post('/v1/suppliers', body));
      const verified = person === personas.supplier;
      if (verified)
        ok(await this.story.officer.post(`/v1/suppliers/${org}/verification`, undefined, { ifMatch: view.version }));
      if (verified) for (const listed of [EDITOR, SIGNER]) await this.list(listed.sub, own(people, listed.sub) ?? '');
      if (!verified) await this.debar(org, this.mark('reason of a debarment', name, facts));
      this.things.push({ name, on: 'supplier', at: { businessNumber: org }, facts, version: verified ? 4 : 2 });
    }
    const absent = { org: '3333333333', absent: true };
    this.things.push({
      name: 'no supplier',
      on: 'supplier',
      at: { businessNumber: absent.org },
      facts: absent,
      isAbsent: true,
    });
    this.things.push(noDeadLetter(absent));
  }

  private async inquiries(): Promise<void> {
    for (const published of [false, true]) {
      const name = published ? 'published inquiry' : 'open inquiry';
      const facts: Facts = { org: APPLICANT, published };
      const question = this.mark('question about the scheme', name, facts);
      const { id, version } = ok(await this.story.supplier.post('/v1/inquiries', { question })).view;
      if (published)
        ok(await this.story.officer.post(`/v1/inquiries/${id}/answer`, { answer: '언제나' }, { ifMatch: version }));
      this.things.push({ name, on: 'inquiry', at: { id }, facts, version: published ? 2 : 1 });
    }
    const absent = { org: APPLICANT, absent: true };
    this.things.push({ name: 'no inquiry', on: 'inquiry', at: { id: newId() }, facts: absent, isAbsent: true });
  }

  private async questionSets(): Promise<void> {
    const questions = [questionOf('NEW', { required: false })];
    const body = { kind: 'CLOUD_COMPUTING', subtype: 'DAAS', effectiveFrom: '2099-01-01', replaces: 0, questions };
    const { id } = ok(await this.story.officer.post('/v1/question-sets', body)).view;
    const facts = { org: APPLICANT };
    this.things.push({ name: 'published question set', on: 'questions', at: { id }, facts, version: 1 });
    const absent = { ...facts, absent: true };
    this.things.push({
      name: 'no question set',
      on: 'questions',
      at: { id: 'NONE' },
      facts: absent,
      isAbsent: true,
    });
  }

  private async vault(): Promise<void> {
    for (const name of ['stored document', 'erased document']) {
      const headers = { 'content-type': 'application/pdf' };
      const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');
      const { id, version } = ok(await this.story.supplier.post('/v1/documents', pdf, { headers })).view;
      const isErased = name === 'erased document';
      const path = `/v1/documents/${id}`;
      if (isErased) ok(await this.story.supplier.post(`${path}/erasure`, undefined, { ifMatch: version }));
      const { view } = ok(await this.story.supplier.get(path));
      const facts = { org: APPLICANT, people: APPLICANTS_PEOPLE };
      this.things.push({ name, on: 'document', at: { id }, facts, version: view.version });
    }
    const absent = { org: APPLICANT, absent: true };
    this.things.push({ name: 'no document', on: 'document', at: { id: newId() }, facts: absent, isAbsent: true });
  }

  private async debar(org: string, reason: string): Promise<void> {
    const order = { from: '2025-09-01', to: '2025-10-31', ground: 'OTHER', reason };
    ok(await this.story.officer.move(`/v1/suppliers/${org}`, '/debarment', order));
  }

  private async list(sub: string, as: string): Promise<void> {
    ok(await this.story.supplier.move(`/v1/suppliers/${APPLICANT}`, '/people', { sub, function: as }));
  }

  private async applications(): Promise<void> {
    await this.application('draft', { submitted: false });
    await this.application('withdrawn draft', { submitted: false }, (one) => this.withdraw(one));
    await this.application('submitted', { submitted: true }, (one) => this.story.submit(one));
    await this.application('withdrawn after submission', { submitted: true }, async (one, mark) =>
      this.withdraw(await this.story.submit(one), mark('other reasons of an application')),
    );
    const inCheck = { submitted: true, officer: personas.officer.sub };
    await this.application('in check', inCheck, async (one, mark) => {
      await this.check(await this.started(one), mark);
      await this.changeOfficers(one.id, mark('reasons about officers of an application'));
    });
    await this.application('asked for a supplement', inCheck, async (one, mark) =>
      this.supplement(await this.started(one, `${mark("an officer's e-mail")}@example.kr`), mark),
    );
    await this.application('returned', inCheck, async (one, mark) =>
      this.returned(await this.started(one), mark('reasons in the notices of an application')),
    );
    const read = { ...inCheck, readers: READERS };
    await this.application('under review', read, async (one, mark) => {
      const started = await this.started(one, `${mark("an officer's e-mail")}@example.kr`);
      await this.underReview(await this.supplemented(started, mark));
      // From here on a withdrawal is a request, and the application stays as it is.
      await this.withdraw(await this.story.read(one.id), mark('other reasons of an application'));
    });
    await this.application('not selected', inCheck, async (one, mark) =>
      this.refused(await this.started(one), mark('result of an application')),
    );
    await this.application('objected', inCheck, async (one, mark) => {
      await this.refused(await this.started(one), mark('result of an application'));
      await this.object(await this.story.read(one.id), mark('papers of an application'));
    });
    await this.application('answered a deferral', inCheck, async (one, mark) =>
      this.answered(await this.started(one), mark),
    );
    this.things.push({
      name: 'no application',
      on: 'application',
      at: { id: newId() },
      facts: { org: APPLICANT, absent: true },
      isAbsent: true,
    });
  }

  private async application(
    name: string,
    more: Omit<Facts, 'org'>,
    bring: (draft: Shown, mark: (field: string) => string) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    const facts: Facts = { org: APPLICANT, people: APPLICANTS_PEOPLE, ...more };
    const mark = (field: string) => this.mark(field, name, facts);
    const { service } = form(name);
    const draft = await this.story.completeDraft(name, {
      contact: { ...contact, email: `${mark('contact of an application')}@example.kr` },
      service: { ...service, summary: mark('papers of an application') },
    });
    await bring(draft, mark);
    const { version } = await this.story.read(draft.id);
    this.things.push({ name, on: 'application', at: { id: draft.id }, facts, version });
  }

  private async withdraw({ id, version }: Shown, reason = '사정'): Promise<void> {
    ok(await this.story.supplier.post(`/v1/applications/${id}/withdrawal`, { reason }, { ifMatch: version }));
  }

  private async started(draft: Shown, email = officer.email): Promise<Shown> {
    const { id, version } = await this.story.submit(draft);
    const body = { ...officer, email };
    return ok(await this.story.officer.post(`/v1/applications/${id}/check`, body, { ifMatch: version })).view;
  }

  private async check({ id, version }: Shown, mark: (field: string) => string): Promise<void> {
    const body = { result: 'DEFICIENT', reason: mark('other reasons of an application') };
    ok(await this.story.officer.post(`/v1/applications/${id}/documents/SLA/check`, body, { ifMatch: version }));
  }

  /** Handed to another officer, who has a tie; taken back by the first. */
  private async changeOfficers(id: string, reason: string): Promise<void> {
    const path = `/v1/applications/${id}`;
    const other = this.story.client.as(personas.otherOfficer);
    const handOver = { officer: { ...nextOfficer, sub: personas.otherOfficer.sub }, reason };
    const acts = [
      () => this.story.officer.post(`${path}/hand-over`, handOver, { ifMatch }),
      () => this.story.officer.post(`${path}/take-over`, { ...officer, reason }, { ifMatch }),
      () => other.post(`${path}/officer-tie`, { reason }, { ifMatch }),
    ];
    let ifMatch = (await this.story.read(id)).version;
    for (const act of acts) ifMatch = ok(await act()).view.version;
  }

  private async supplement({ id, version }: Shown, mark: (field: string) => string): Promise<Shown> {
    const items = [{ subject: 'SLA', reason: mark('reasons in the notices of an application') }];
    const path = `/v1/applications/${id}/supplements`;
    return ok(await this.story.officer.post(path, { items }, { ifMatch: version })).view;
  }

  /** Asked for a supplement, and answered. */
  private async supplemented(inCheck: Shown, mark: (field: string) => string): Promise<Shown> {
    const { id, version } = await this.supplement(inCheck, mark);
    const answers = [{ item: 1, explanation: mark('reasons in the notices of an application') }];
    const path = `/v1/applications/${id}/supplements/1/answer`;
    return ok(await this.story.supplier.post(path, { answers }, { ifMatch: version })).view;
  }

  private async returned({ id, version }: Shown, reason: string): Promise<void> {
    const body = { ground: 'NOT_ELIGIBLE_KIND', reason };
    ok(await this.story.officer.post(`/v1/applications/${id}/return`, body, { ifMatch: version }));
  }

  private async opened(inCheck: Shown): Promise<{ readonly caseId: string; readonly applicationId: string }> {
    const { id: applicationId, version } = await this.story.allOk(inCheck);
    ok(await this.story.officer.post(`/v1/applications/${applicationId}/acceptance`, undefined, { ifMatch: version }));
    const caseId = newId();
    const openedAt = '2025-08-22T00:00:00.000Z';
    await this.story.under.emit(ReviewCaseOpened, caseId, { caseId, applicationId, openedAt });
    await this.becomes(applicationId, 'UNDER_REVIEW');
    return { caseId, applicationId };
  }

  private async underReview(inCheck: Shown): Promise<void> {
    const ids = await this.opened(inCheck);
    const left = memberOf(PARTS.left).sub;
    for (const person of [...READERS, left]) {
      const as = person.startsWith('examiner') ? 'EXAMINER' : 'MEMBER';
      await this.story.under.emit(CaseAccessGranted, ids.caseId, { ...ids, people: [person], as });
    }
    await this.story.under.emit(CaseAccessRevoked, ids.caseId, { ...ids, people: [left] });
    // The events of one topic and subject come in order: when the last has arrived, all have.
    const history = `/v1/applications/${ids.applicationId}/history`;
    await eventually(async () => {
      const { items } = ok(await this.story.client.as(personas.secretary).get(history)).view;
      expect(items.map(({ type }) => type)).toContain('ReadersRemoved');
    });
  }

  private async refused(inCheck: Shown, comment: string): Promise<void> {
    const ids = await this.opened(inCheck);
    await this.story.under.emit(ServiceNotSelected, ids.caseId, { ...ServiceNotSelected.sample, ...ids });
    await this.becomes(ids.applicationId, 'NOT_SELECTED');
    const criteria = [{ criterion: 'SECURITY', findings: [{ finding: 'NOT_MET' as const, comment }] }];
    const result = { ...ReviewResultNotified.sample, ...ids, decision: 'NOT_SELECTED' as const, criteria };
    await this.story.under.emit(ReviewResultNotified, ids.caseId, result);
    await eventually(async () => {
      const { view } = ok(await this.story.supplier.get(`/v1/applications/${ids.applicationId}/result`));
      expect(JSON.stringify(view)).toContain(comment);
    });
  }

  private async object({ id, version }: Shown, statement: string): Promise<void> {
    ok(await this.story.supplier.post(`/v1/applications/${id}/objections`, { statement }, { ifMatch: version }));
  }

  /** Deferred by the committee, and answered. */
  private async answered(inCheck: Shown, mark: (field: string) => string): Promise<void> {
    const ids = await this.opened(inCheck);
    const request = mark('result of an application');
    await this.story.under.emit(ReviewDeferred, ids.caseId, { ...ReviewDeferred.sample, ...ids });
    await this.becomes(ids.applicationId, 'DEFERRED');
    const asked = { decision: 'DEFERRED' as const, requests: [request], answerDueOn: '2099-12-31' };
    await this.story.under.emit(ReviewResultNotified, ids.caseId, { ...ReviewResultNotified.sample, ...ids, ...asked });
    await eventually(async () => {
      const { view } = ok(await this.story.supplier.get(`/v1/applications/${ids.applicationId}/result`));
      expect(JSON.stringify(view)).toContain(request);
    });
    const { version } = await this.story.read(ids.applicationId);
    const answers = [{ request: 1, text: mark('papers of an application') }];
    const path = `/v1/applications/${ids.applicationId}/deferral-answer`;
    ok(await this.story.supplier.post(path, { answers }, { ifMatch: version }));
  }

  private becomes(id: string, status: string): Promise<void> {
    return eventually(async () => expect((await this.story.read(id)).status).toBe(status));
  }
}

function ok(answer: Answer<Shown>): Answer<Shown> {
  expect({ status: answer.status < 400, body: answer.body }).toMatchObject({ status: true });
  return answer;
}
