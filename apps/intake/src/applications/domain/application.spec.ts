import { sampleCertificate, samplePrice, sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { addDays } from '#common/kernel/day.js';
import { dueDayOf } from '#common/kernel/deadline.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { specification, type Decide, type Specification } from '#testing/specification.js';
import { differencesInSight, everyReader } from '#testing/visibility.js';
import { proves } from '#testing/proves.js';
import { QuestionSets } from '../../question-sets/domain/question-sets.js';
import type { SupplierState } from '../../suppliers/domain/supplier.state.js';
import { unlessDebarred } from '../applicants.js';
import { applicationPermissions } from '../application.permissions.js';
import { applicationType } from '../application.type.js';
import type { ApplicationEvent } from './application.events.js';
import {
  applicationDueAt,
  byOfficer,
  documentTypes,
  draftKey,
  isLive,
  isRated,
  keptBytes,
  openDeadline,
  serviceKey,
  whatIsMissing,
} from './application.rules.js';
import { type ApplicationForm, type ApplicationState, type ReturnGround } from './application.state.js';
import { acceptApplication, checkDocument, returnApplication, startCheck } from './checking.js';
import {
  attachDocument,
  draftApplication,
  ensureAttachable,
  freeDraftNo,
  reviseApplication,
  submitApplication,
} from './drafting.js';
import { eraseDocuments } from './erasing.js';
import { applicationFellDue } from './falling-due.js';
import { decided, followingAccess, readersAdmitted, readersRemoved, reviewStarted } from './following-review.js';
import { answerSupplement, extendSupplement, requestSupplement, supplementRanOut } from './supplementing.js';
import { withdrawApplication, withdrawalGranted, withdrawalRefused } from './withdrawing.js';
import { seesStaff } from './seeing-staff.js';

type Story = Specification<ApplicationState, ApplicationEvent>;
type Act = Decide<ApplicationState, ApplicationEvent>;

const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
const form: ApplicationForm = {
  contact,
  service: sampleService,
  prices: [samplePrice],
  certificates: [sampleCertificate],
  creditRating: { agency: '샘플평가', grade: 'BBB', validTo: '2026-06-30' },
};
const supplier: SupplierState = {
  facts: sampleSupplier,
  details: { representative: '대표', address: '서울', contact },
  registeredAt: '2025-08-04T00:00:00.000Z',
  verifiedAt: '2025-08-04T00:00:00.000Z',
  people: [],
  changes: [],
  declarations: [],
  debarments: [],
};
const DECLARATION = { no: 1, text: '확약', storedAt: '2025-08-04T00:00:00.000Z' };
const officer = { sub: 'officer', name: '박담당', unit: 'NIA', phone: '1522-0089', email: 'help@example.kr' };
const document = { fileId: 'f', sha256: 'a'.repeat(64), contentType: 'application/pdf', bytes: 1 };
const explanation = [{ item: 1, explanation: '덧붙였다' }];
const selection = { decision: 'SELECTED', sessionNo: 62, decidedOn: '2025-09-19' } as const;

const draft =
  (drafted: ApplicationForm = form, by = supplier): Act =>
  (_, moment) =>
    draftApplication({ applicationId: 'app-1', supplier: by, draftNo: 0, form: drafted }, moment);
const attach =
  (documentType: string, bytes = document.bytes): Act =>
  (state, moment) =>
    attachDocument(state, { documentType, document: { ...document, bytes } }, moment);
const submit =
  (attested = true): Act =>
  (state, moment) =>
    submitApplication(state, { attested }, moment);
const start =
  (notLinkedToSupplier = true): Act =>
  (state, moment) =>
    startCheck(state, { officer, notLinkedToSupplier }, moment);
const ask: Act = (state, moment) => requestSupplement(state, { items: [{ subject: 'SLA', reason: '없다' }] }, moment);
const answer =
  (answers = explanation): Act =>
  (state, moment) =>
    answerSupplement(state, { n: state.supplements.length, answers }, moment);
const extend: Act = (state, moment) => extendSupplement(state, { n: state.supplements.length }, moment);
const accept: Act = (state, moment) => acceptApplication(state, { version: 9 }, moment);
const returnFor =
  (ground: ReturnGround): Act =>
  (state, moment) =>
    returnApplication(state, { ground, reason: '해당 없음' }, moment);
const withdraw: Act = (state, moment) => withdrawApplication(state, { reason: '사유' }, moment);
const begin: Act = (state) => reviewStarted(state, { caseId: 'case-1' });
const decide =
  (decision: 'SELECTED' | 'NOT_SELECTED' = 'SELECTED'): Act =>
  (state, moment) =>
    decided(state, { ...selection, decision }, moment);

const dueOn = ({ state }: Story, key: string): string | undefined => {
  const deadline = openDeadline(state, key);
  return deadline && dueDayOf(deadline);
};

const empty = specification(applicationType, '2025-08-05');
const required = documentTypes(empty.moment.policy, 'CONVERGENCE').required;
const drafted = empty.given(draft());
const completed = (begun: Story): Story => begun.given(...required.map((type) => attach(type)));
const complete = completed(drafted);
const submitted = complete.given(submit());
const checked = (before: Story): Story => before.on('2025-08-06').given(start());
const checking = checked(submitted);
const asked = checking.on('2025-08-07').given(ask);
const allOk: Act = (state) => required.flatMap((documentType) => checkDocument(state, { documentType, result: 'OK' }));
const inOrder = checking.on('2025-08-12').given(allOk);
const accepted = inOrder.given(accept);
const underReview = accepted.given(begin);

describe('S8: a list of applications', () => {
  it.each([undefined, sampleSupplier.businessNumber, '9999999999'])(
    'holds for organisation %s exactly what the table of permissions allows',
    (org) => {
      const read = accepted.given([{ type: 'ReadersAdmitted', data: { people: ['member-7'], sequence: 1 } }]);
      const abandoned = drafted.given([{ type: 'DraftAbandoned', data: { by: 'SUPPLIER' } }]);
      const states = [drafted, submitted, checking, read, abandoned].map(({ state }) => state);
      for (const sub of ['officer', 'member-7', 'member-8']) {
        const readers = everyReader(sub, org);
        expect(differencesInSight(applicationPermissions, 'listApplications', states, readers)).toEqual([]);
      }
    },
  );
});

describe('§11.1: staff lists', () => {
  const read = accepted.given((state) => readersAdmitted(state, { people: ['member-7'], sequence: 1 }));
  const roles = (sub: string, org?: string): readonly string[] =>
    everyReader(sub, org).flatMap((reader) =>
      reader.kind === 'person' && reader.roles.length === 1 && seesStaff(read.state, reader) ? reader.roles : [],
    );

  it(
    'are for NIA and for members of the committee who were admitted, not for examiners and auditors',
    proves({ '11.1/staff-masked': seesStaff }),
    () => {
      expect(read.state.readers).toContain('member-7');
      expect(roles('member-7').toSorted()).toEqual(['CHAIR', 'MEMBER', 'NIA_OPERATOR']);
      expect(roles('member-9')).toEqual(['NIA_OPERATOR']);
    },
  );

  it(
    'are for their supplier itself, and for no officer or member of its house',
    proves({ '11.1/staff-masked': seesStaff }),
    () => {
      expect(roles('member-7', sampleSupplier.businessNumber)).toEqual(['SUPPLIER']);
    },
  );
});

describe('S11: accesses of the review that are published again', () => {
  const word = (sequence: number): Act => {
    const change = { people: ['member-7'], sequence };
    return sequence % 2 === 1 ? (state) => readersAdmitted(state, change) : (state) => readersRemoved(state, change);
  };
  const heard = (...sequences: readonly number[]): Story => accepted.given(...sequences.map(word));

  it('end as they did the first time, whichever were lost before: the newest word on a person holds', () => {
    for (const last of [1, 2, 3, 4, 5])
      for (let first = 1; first <= last; first++) {
        const left = Array.from({ length: last - first + 1 }, (_, i) => first + i);
        // Those that were left have had their effect: the store refuses a second one.
        const older = Array.from({ length: first - 1 }, (_, i) => 1 + i);
        expect(heard(...left, ...older).state.readers).toEqual(last % 2 === 1 ? ['member-7'] : []);
      }
  });

  it('open the papers at no moment to a person whose access was taken back', () => {
    heard(2).when(word(1)).thenEvents();
    expect(heard(2, 1).state.readers).toEqual([]);
  });

  it('still let a person in of whom nothing newer was said', () => {
    const other: Act = (state) => readersAdmitted(state, { people: ['member-7', 'member-8'], sequence: 1 });
    expect(heard(3).given(other).state.readers).toEqual(['member-7', 'member-8']);
  });
});

describe('S9: an officer whose token names the supplier as their organisation', () => {
  it('neither takes the check on nor decides it, whatever they declare', () => {
    const sub = 'officer';
    const linked = { sub, org: sampleSupplier.businessNumber };
    submitted.when(byOfficer(linked, start())).thenRefused('OFFICER_LINKED');
    const reject = { ground: 'NOT_ELIGIBLE_KIND', reason: '대상이 아니다' } as const;
    const returning: Act = (state, moment) => returnApplication(state, reject, moment);
    checking.when(byOfficer(linked, returning)).thenRefused('OFFICER_LINKED');
    checking.when(byOfficer({ sub }, returning)).thenEvents('ApplicationReturned');
    checking.when(byOfficer({ sub, org: '9999999999' }, returning)).thenEvents('ApplicationReturned');
  });

  it('four eyes: nor does one who wrote the papers by another token', () => {
    const author = checking.by({
      kind: 'person',
      sub: 'two-hats',
      roles: ['SUPPLIER'],
      org: sampleSupplier.businessNumber,
    });
    const { state, moment } = author.given([{ type: 'ApplicationRevised', data: { form: checking.state } }]);
    expect(state.authors).toEqual(['two-hats']);
    const returning = byOfficer({ sub: 'two-hats' }, () => []);
    expect(() => returning(state, moment)).toThrow(expect.objectContaining({ code: 'OWN_WORK' }) as Error);
    expect(byOfficer({ sub: 'officer' }, () => [])(state, moment)).toEqual([]);
  });
});

describe('An application', () => {
  it('is drafted by a verified supplier only', proves({ '11.1/drafted': draftApplication }), () => {
    const { verifiedAt: _, ...unverified } = supplier;
    empty.when(draft(form, unverified)).thenRefused('SUPPLIER_NOT_VERIFIED');
  });

  it('F-2.6: is neither drafted, submitted nor accepted on a day on which its supplier is debarred', () => {
    const today = complete.moment.today;
    const debarment = { no: 1, from: today, to: today, ground: 'COLLUSION', reason: '담합' } as const;
    const debarred: SupplierState = {
      ...supplier,
      debarments: [{ ...debarment, status: 'IN_FORCE', debarredAt: '2025-08-01T00:00:00.000Z' }],
    };
    empty.on(today).when(draft(form, debarred)).thenRefused('SUPPLIER_DEBARRED');
    const always: Act = () => [{ type: 'ReviewPostponed', data: { sessionNo: 1 } }];
    const door = (by: SupplierState | undefined) => unlessDebarred<ReturnType<Act>>(by, always);
    complete.when(door(debarred)).thenRefused('SUPPLIER_DEBARRED');
    complete.on(addDays(today, 1)).when(door(debarred)).thenEvents('ReviewPostponed');
    complete.when(door(supplier)).thenEvents('ReviewPostponed');
    complete.when(door(undefined)).thenEvents('ReviewPostponed');
  });

  it(
    'is submitted when it is complete and attested, and then no longer changes',
    proves({ '11.1/submitted': submitApplication }),
    () => {
      complete.when(submit(false)).thenRefused('ATTESTATION_MISSING');
      drafted.when(submit()).thenRefused('DOCUMENT_MISSING');
      complete.when(submit()).thenEvents('ApplicationSubmitted');
      const declared =
        (declarationNo: number): Act =>
        (state, moment) =>
          submitApplication(state, { attested: true, declarationNo, declarations: [DECLARATION] }, moment);
      complete.when(declared(2)).thenRefused('DECLARATION_UNKNOWN');
      expect(complete.given(declared(1)).state.declarationNo).toBe(1);
      submitted
        .when((state, moment) => reviseApplication(state, { form }, moment))
        .thenRefused('APPLICATION_NOT_DRAFT');
      submitted.when(attach('SLA')).thenRefused('APPLICATION_NOT_DRAFT');
    },
  );

  it('S24: is refused with two price lines of one code, by the code of the catalog', () => {
    const [line] = form.prices;
    const prices = [line!, { ...line!, item: 'another' }, { ...line!, code: 'OTHER' }, line!];
    complete
      .when((state, moment) => reviseApplication(state, { form: { ...form, prices } }, moment))
      .thenRefused('PRICE_CODE_REPEATED');
    // A draft of before the rule.
    const repeated = complete.given([{ type: 'ApplicationRevised', data: { form: { ...form, prices } } }]);
    repeated.when(submit()).thenRefused('PRICE_CODE_REPEATED');
    const { state, moment } = repeated;
    const questionnaire = new QuestionSets().inForce(state.service, moment.today);
    expect(whatIsMissing(state, moment, questionnaire).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/prices/1/code PRICE_CODE_REPEATED',
      '/prices/3/code PRICE_CODE_REPEATED',
    ]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'S7: has no document %s, though every object has something of that name',
    (documentType) => {
      checking.when((state) => checkDocument(state, { documentType, result: 'OK' })).thenRefused('DOCUMENT_MISSING');
      const recorded = { type: 'DocumentChecked', data: { documentType, check: { result: 'OK' } } } as const;
      const after = checking.given(() => [recorded]);
      expect(Object.keys(after.state.documents)).not.toContain(documentType);
      after.given(allOk).when(accept).thenEvents('ApplicationAccepted');
    },
  );

  it(
    'needs a certificate for the kinds of A-01, a credit rating for all, each valid on the day',
    proves({ '2.5/credit-rating': isRated }),
    () => {
      const revised = (change: Partial<ApplicationForm>) =>
        complete.given((state, moment) => reviseApplication(state, { form: { ...form, ...change } }, moment));
      revised({ certificates: [{ ...sampleCertificate, validTo: '2025-08-04' }] })
        .when(submit())
        .thenRefused('APPLICATION_INCOMPLETE');
      const support = documentTypes(empty.moment.policy, 'CLOUD_SUPPORT');
      expect(support.required).not.toContain('SECURITY_CERTIFICATE');
      expect(support.required).toContain('STAFF_AND_REFERENCES');
      revised({ creditRating: { agency: 'x', grade: 'B', validTo: '2025-08-04' } })
        .when(submit())
        .thenRefused('APPLICATION_INCOMPLETE');
    },
  );

  it('needs no certificate, on submission and on acceptance, once the policy of A-01 leaves its kind out', () => {
    const none = (policy: PolicyTable) =>
      completed(specification(applicationType, '2025-08-05', policy).given(draft({ ...form, certificates: [] })));
    none(PolicyTable.defaults).when(submit()).thenRefused('APPLICATION_INCOMPLETE');
    const row = { key: 'services.certificateRequired', from: '2025-01-01', basis: 'a notice for this spec' } as const;
    const without = PolicyTable.from({ rows: [{ ...row, value: ['CLOUD_COMPUTING'] }] });
    const taken = none(without).when(submit()).thenEvents('ApplicationSubmitted');
    checked(taken).given(allOk).when(accept).thenEvents('ApplicationAccepted');
  });

  it(
    'is to be checked within five business days; the clock stands still during a supplement',
    proves({ '11.1/check-deadline': submitApplication }),
    () => {
      expect(dueOn(submitted, 'CHECK')).toBe('2025-08-12');
      expect(dueOn(asked, 'SUPPLEMENT')).toBe('2025-08-22');
      const answered = asked.on('2025-08-20').given(answer());
      expect(dueOn(answered, 'CHECK')).toBe('2025-08-25');
    },
  );

  it(
    'is accepted when every required document is in order, late or not',
    proves({ '11.1/accepted': acceptApplication }),
    () => {
      checking.on('2025-08-12').when(accept).thenRefused('DOCUMENT_NOT_OK');
      const { state } = inOrder.on('2025-09-30').when(accept).thenEvents('ApplicationAccepted');
      expect([state.status, state.acceptedOn]).toEqual(['ACCEPTED', '2025-09-30']);
      const certificates = [{ ...sampleCertificate, validTo: '2025-09-29' }];
      const late = checked(completed(empty.given(draft({ ...form, certificates }))).given(submit())).given(allOk);
      late.on('2025-09-30').when(accept).thenRefused('CERTIFICATE_EXPIRED');
    },
  );

  it(
    'opens to all whom one decision of review lets in, and closes to all whom one shuts out',
    proves({ '11.5/access-told': followingAccess }),
    () => {
      const admits =
        (sequence: number, ...people: readonly string[]): Act =>
        (state) =>
          readersAdmitted(state, { people, sequence });
      const removes =
        (sequence: number, ...people: readonly string[]): Act =>
        (state) =>
          readersRemoved(state, { people, sequence });
      const open = accepted.given(admits(1, 'e-1', 'e-2'), admits(2, 'member-1', 'e-2'));
      expect(open.state).toMatchObject({ readers: ['e-1', 'member-1', 'e-2'], readerChanges: 2 });
      const { state } = open
        .when(removes(4, 'e-1', 'member-1', 'member-9'))
        .thenEvents({ type: 'ReadersRemoved', data: { people: ['e-1', 'member-1', 'member-9'], sequence: 4 } })
        .when(admits(3, 'e-1', 'member-2', 'member-9'))
        .thenEvents({ type: 'ReadersAdmitted', data: { people: ['member-2'], sequence: 3 } })
        .when(removes(2, 'e-1'))
        .thenEvents();
      expect(state.readers).toEqual(['e-2', 'member-2']);
    },
  );

  it('carries no contact person into review', () => {
    const [event] = accepted.decided;
    expect(JSON.stringify(event)).not.toContain(contact.email);
  });

  it('stays submittable once its contact person is erased', () => {
    const erased = completed(empty.given(draft({ ...form, contact: null })));
    expect(erased.when(submit()).thenEvents('ApplicationSubmitted').state.contact).toBeNull();
  });

  it('is not checked by an officer linked to its supplier', proves({ '11.1/check-started': startCheck }), () => {
    submitted.on('2025-08-06').when(start(false)).thenRefused('OFFICER_LINKED');
  });

  it(
    'is supplemented item by item, before 24:00 of the due day in Seoul',
    proves({ '11.1/supplemented': answerSupplement }),
    () => {
      asked.on('2025-08-22').when(answer([])).thenRefused('SUPPLEMENT_INCOMPLETE');
      asked.on('2025-08-22 23:59').when(answer()).thenEvents('ApplicationSupplemented');
      asked.on('2025-08-23 00:00').when(answer()).thenRefused('SUPPLEMENT_OVERDUE');
      const replaced = asked.on('2025-08-20').given(attach('SLA'));
      replaced.on('2025-08-22').when(answer([])).thenEvents('ApplicationSupplemented');
      asked.on('2025-08-20').when(attach('PRICE_TABLE')).thenRefused('DOCUMENT_NOT_ASKED');
    },
  );

  it(
    'has its supplement period extended at most twice, five business days each',
    proves({ '11.1/supplement-extended': extendSupplement, '2.6/supplement-extension': extendSupplement }),
    () => {
      const once = asked.on('2025-08-21').given(extend);
      expect(dueOn(once, 'SUPPLEMENT')).toBe('2025-08-29');
      const twice = once.on('2025-08-29').given(extend);
      expect(dueOn(twice, 'SUPPLEMENT')).toBe('2025-09-05');
      twice.on('2025-09-05').when(extend).thenRefused('EXTENSIONS_EXHAUSTED');
    },
  );

  it(
    'is asked for a supplement once more when nobody answers, then returned',
    proves({
      '11.1/supplement-redemanded': supplementRanOut,
      '11.1/returned-overdue': supplementRanOut,
      '2.6/second-demand': supplementRanOut,
    }),
    () => {
      asked.on('2025-08-22 23:59').when(applicationFellDue).thenEvents();
      const again = asked.on('2025-08-23 00:00').given(applicationFellDue);
      // Ten days after the demand of 08-23.
      expect(dueOn(again, 'SUPPLEMENT')).toBe('2025-09-02');
      const { state } = again.on('2025-09-03 00:00').given(applicationFellDue);
      expect([state.status, state.returned?.ground]).toEqual(['RETURNED', 'SUPPLEMENT_OVERDUE']);
      // The system gives a code, and no words.
      expect(state.returned).toEqual({ ground: 'SUPPLEMENT_OVERDUE', code: 'SUPPLEMENT_OVERDUE' });
    },
  );

  it('is kept as a draft for 180 days', proves({ '11.1/drafted': draftApplication }), () => {
    expect(applicationDueAt(drafted.state)?.toISOString()).toBe('2026-02-01T15:00:00.000Z');
    const gone = drafted.on('2026-02-02 00:00').given(applicationFellDue);
    expect(gone.state.status).toBe('WITHDRAWN');
  });

  it('S5: says before the bytes are there what it would refuse: the type, the status, and what has no room', () => {
    const bytesMax = empty.moment.policy['intake.applicationBytesMax'];
    const foreseen =
      (documentType: string, bytes: number): Act =>
      (state, moment) => {
        ensureAttachable(state, { documentType, bytes }, moment);
        return [];
      };
    drafted.when(foreseen('CONSTRUCTOR', 1)).thenRefused('DOCUMENT_TYPE_UNKNOWN');
    submitted.when(foreseen('SLA', 1)).thenRefused('APPLICATION_NOT_DRAFT');
    asked.when(foreseen('PRICE_TABLE', 1)).thenRefused('DOCUMENT_NOT_ASKED');
    drafted.when(foreseen('SLA', bytesMax)).thenEvents();
    drafted.when(foreseen('SLA', bytesMax + 1)).thenRefused('APPLICATION_STORAGE_FULL');
  });

  it('S5: has a quota of bytes for all it keeps; what a draft replaces is not kept, what a supplement replaces is', () => {
    const bytesMax = empty.moment.policy['intake.applicationBytesMax'];
    const large = drafted.given(attach('SLA', bytesMax - 1));
    large.when(attach('PRICE_TABLE', 2)).thenRefused('APPLICATION_STORAGE_FULL');
    expect(keptBytes(large.given(attach('SLA', bytesMax)).state)).toBe(bytesMax);
    expect(keptBytes(asked.given(attach('SLA', 5)).state)).toBe(keptBytes(asked.state) + 5);
    asked.when(attach('SLA', bytesMax - keptBytes(asked.state) + 1)).thenRefused('APPLICATION_STORAGE_FULL');
  });

  it('S5: is one of twenty drafts at most', () => {
    const numbered =
      (draftNo: number): Act =>
      (_, moment) =>
        draftApplication({ applicationId: 'app-1', supplier, draftNo, form }, moment);
    empty.when(numbered(19)).thenEvents('ApplicationDrafted');
    empty.when(numbered(20)).thenRefused('DRAFTS_TOO_MANY');
    expect([0, 0.5, 0.99].map((drawn) => freeDraftNo(new Set([0, 1, 3]), 6, drawn))).toEqual([2, 4, 5]);
    expect(freeDraftNo(new Set([0, 1, 2]), 3, 0)).toBe(3);
    // The quota was lowered: drafts with higher numbers count.
    expect(freeDraftNo(new Set([18, 19]), 2, 0)).toBe(2);
    expect(draftKey(empty.given(numbered(3)).state)).toBe('draft:1234567890:3');
  });

  it('S15: keeps its papers three years after an end without selection, those of a draft until the draft ends', () => {
    const returned = checking.on('2025-08-07').given(returnFor('UNDER_SANCTION'));
    const refused = underReview.on('2025-09-19').given(decide('NOT_SELECTED'));
    const withdrawn = submitted.on('2025-08-06').given(withdraw);
    const given = [returned, refused, withdrawn, drafted.on('2025-08-06').given(withdraw)];
    expect(given.map(({ state }) => state.papersKeptUntil)).toEqual([
      '2028-08-07',
      '2028-09-19',
      '2028-08-06',
      '2026-02-01',
    ]);
    expect(applicationDueAt(returned.state)?.toISOString()).toBe('2028-08-07T15:00:00.000Z');
    expect(applicationDueAt(underReview.on('2025-09-19').given(decide()).state)).toBeUndefined();
    returned.on('2028-08-07 23:59').when(applicationFellDue).thenEvents();
    const { state } = returned.on('2028-08-08 00:00').when(applicationFellDue).thenEvents('DocumentsErased');
    expect([keptBytes(state), applicationDueAt(state)]).toEqual([0, undefined]);
    expect(state.documents['SLA']).toMatchObject({
      sha256: document.sha256,
      erased: { at: '2028-08-07T15:00:00.000Z', ground: 'PERIOD_ENDED' },
    });
  });

  it('S15: ends as a draft and loses its papers at the same instant', () => {
    const ended = drafted.given(attach('SLA')).on('2026-02-02 00:00').given(applicationFellDue);
    ended.when(applicationFellDue).thenEvents('DocumentsErased');
  });

  it('S15: has single documents erased on request, which have to be attached anew before the submission', () => {
    const erase =
      (types: readonly string[]): Act =>
      (state) =>
        eraseDocuments(state, { ground: 'REQUEST', documentTypes: types, reason: '요청' });
    complete.when(erase(['CONSTRUCTOR'])).thenRefused('DOCUMENT_TYPE_UNKNOWN');
    const erased = complete.given(erase(['SLA']));
    expect(keptBytes(erased.state)).toBe(keptBytes(complete.state) - 1);
    erased.when(erase(['SLA'])).thenEvents();
    erased.when(submit()).thenRefused('DOCUMENT_MISSING');
    expect(erased.given(attach('SLA')).state.documents['SLA']?.erased).toBeUndefined();
    const checkSla: Act = (state) => checkDocument(state, { documentType: 'SLA', result: 'OK' });
    checking
      .given(erase(['SLA']))
      .when(checkSla)
      .thenRefused('DOCUMENT_ERASED');
  });

  it(
    'is returned for a kind that is not eligible, with the reason',
    proves({ '11.1/returned-ineligible': returnApplication }),
    () => {
      const { state } = checking.on('2025-08-07').given(returnFor('NOT_ELIGIBLE_KIND'));
      expect(state.returned).toEqual({ ground: 'NOT_ELIGIBLE_KIND', reason: '해당 없음' });
      checking.when(returnFor('UNDER_SANCTION')).thenEvents({
        type: 'ApplicationReturned',
        data: { ground: 'UNDER_SANCTION' },
        reason: '해당 없음',
      });
      submitted.when(returnFor('NOT_ELIGIBLE_KIND')).thenRefused('APPLICATION_NOT_CHECKING');
    },
  );

  it(
    'R-20, F-26: is withdrawn by request from its acceptance on, though it has not heard of its case yet',
    proves({
      'R-20': withdrawApplication,
      '11.1/withdrawal-requested': withdrawApplication,
      '11.1/withdrawal-granted': withdrawalRefused,
    }),
    () => {
      const requested = accepted.when(withdraw).thenEvents('WithdrawalRequested');
      expect([requested.state.status, requested.state.withdrawal]).toEqual(['ACCEPTED', 'REQUESTED']);
      requested.when(withdrawalGranted).thenEvents('ApplicationWithdrawn');
      // The committee had voted: the refusal may come behind the decision, or before.
      requested.given(withdrawalRefused).when(decide()).thenEvents('ApplicationDecided');
      requested.given(decide()).when(withdrawalRefused).thenEvents('WithdrawalRefused');
    },
  );

  it(
    'is withdrawn at once before its acceptance, by request after it, and never after the decision',
    proves({ '11.1/withdrawn': withdrawApplication, '2.6/withdrawal': withdrawApplication }),
    () => {
      expect(submitted.on('2025-08-06').given(withdraw).state.status).toBe('WITHDRAWN');
      const requested = underReview.on('2025-09-01').given(withdraw);
      expect([requested.state.status, requested.state.withdrawal]).toEqual(['UNDER_REVIEW', 'REQUESTED']);
      requested.on('2025-09-02').when(withdraw).thenRefused('WITHDRAWAL_REQUESTED');
      const withdrawn = requested.on('2025-09-02').given(withdrawalGranted);
      expect(withdrawn.state.status).toBe('WITHDRAWN');
      withdrawn.when(decide()).thenEvents();
      const selected = underReview.on('2025-09-19').given(decide());
      selected.on('2025-09-20').when(withdraw).thenRefused('APPLICATION_DECIDED');
    },
  );

  it(
    'says whether there is a case of it when it is withdrawn',
    proves({ '11.1/withdrawal-granted': withdrawalGranted }),
    () => {
      const withdrawn = (wasAccepted: boolean) => ({ type: 'ApplicationWithdrawn', data: { wasAccepted } }) as const;
      submitted.on('2025-08-13').when(withdraw).thenEvents(withdrawn(false));
      accepted.on('2025-08-13').given(withdraw).when(withdrawalGranted).thenEvents(withdrawn(true));
      underReview.on('2025-08-13').when(withdrawalGranted).thenEvents(withdrawn(true));
    },
  );

  it('claims its service while it is live, however the name is typed', proves({ '11.1/submitted': isLive }), () => {
    const named = (name: string) => serviceKey({ ...submitted.state, service: { ...sampleService, name } });
    expect(named('문서  자동화 서비스 ')).toBe(named('문서 자동화 서비스'.normalize('NFD')));
    // Spacing, width, middle dots and forms of companies make no other service.
    expect(named('예시문서·요약 AI')).toBe(named('(주)예시 문서 요약 ＡＩ'));
    expect(named('문서 요약 1')).not.toBe(named('문서 요약 2'));
    expect([isLive(drafted.state), isLive(submitted.state)]).toEqual([false, true]);
  });
});
