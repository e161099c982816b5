import fc from 'fast-check';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { systemActor } from '#common/kernel/actor.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { Refusal } from '#common/kernel/errors.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { sampleCertificate, samplePrice, sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { propertyRuns } from '#testing/property-runs.js';
import type { Supplier } from '../../suppliers/domain/supplier.state.js';
import { applicationFellDue } from './application.deadlines.js';
import type { ApplicationEvent } from './application.events.js';
import { applicationDueAt, documentTypes, isLive, serviceKey } from './application.rules.js';
import type { Application, ApplicationForm } from './application.state.js';
import { evolveApplication } from './application.js';
import { acceptApplication, checkDocument, returnApplication, startCheck } from './checking.js';
import { attachDocument, draftApplication, reviseApplication, submitApplication } from './drafting.js';
import { decided, reviewStarted } from './following-review.js';
import { answerSupplement, extendSupplement, requestSupplement } from './supplementing.js';
import { withdrawApplication, withdrawalGranted } from './withdrawing.js';

const calendar = koreanCalendar(PolicyTable.defaults);
const on = (day: string, time = '10:00'): Moment =>
  momentAt(new Date(`${day}T${time}:00+09:00`), PolicyTable.defaults, calendar);

const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
const form: ApplicationForm = {
  contact,
  service: sampleService,
  prices: [samplePrice],
  certificates: [sampleCertificate],
  creditRating: { agency: '샘플평가', grade: 'BBB', validTo: '2026-06-30' },
};
const supplier: Supplier = {
  facts: sampleSupplier,
  details: { representative: '대표', address: '서울', contact },
  registeredAt: '2025-08-04T00:00:00.000Z',
  verifiedAt: '2025-08-04T00:00:00.000Z',
};
const officer = { sub: 'officer', unit: 'NIA', phone: '1522-0089', email: 'help@example.kr' };
const document = { fileId: 'f', sha256: 'a'.repeat(64), contentType: 'application/pdf', bytes: 1 };

/** What is given happened; a decision adds to it. */
class Story {
  private constructor(readonly state: Application | undefined) {}
  static readonly empty = new Story(undefined);

  and(moment: Moment, decide: (state: Application, moment: Moment) => readonly ApplicationEvent[]): Story {
    const events = decide(this.state as Application, moment);
    const record = (event: ApplicationEvent) =>
      ({ ...event, at: moment.at, actor: systemActor('test') }) as Recorded<ApplicationEvent>;
    return new Story(events.map(record).reduce<Application | undefined>(evolveApplication, this.state));
  }

  get now(): Application {
    if (this.state === undefined) throw new Error('nothing has happened yet');
    return this.state;
  }
}

const required = documentTypes(on('2025-08-05').policy, 'CONVERGENCE').required;
const drafted = Story.empty.and(on('2025-08-05'), (_, moment) => draftApplication('app-1', supplier, form, moment));
const complete = required.reduce(
  (story, type) => story.and(on('2025-08-05'), (state, moment) => attachDocument(state, type, document, moment)),
  drafted,
);
const submitted = complete.and(on('2025-08-05'), (state, moment) => submitApplication(state, true, moment));
const checking = submitted.and(on('2025-08-06'), (state, moment) => startCheck(state, officer, true, moment));
const asked = checking.and(on('2025-08-07'), (state, moment) =>
  requestSupplement(state, [{ subject: 'SLA', reason: '없다' }], moment),
);
const explanation = [{ subject: 'SLA', explanation: '덧붙였다' }];
const inOrder = (story: Story, day: string) =>
  required.reduce((at, type) => at.and(on(day), (state) => checkDocument(state, type, { result: 'OK' })), story);

const refused = (code: string, act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return expect(error.code).toBe(code);
    throw error;
  }
  throw new Error(`${code} was expected, nothing was refused`);
};

describe('An application', () => {
  it('is drafted by a verified supplier only', () => {
    const { verifiedAt: _, ...unverified } = supplier;
    refused('SUPPLIER_NOT_VERIFIED', () => draftApplication('a', unverified, form, on('2025-08-05')));
  });

  it('is submitted when it is complete and attested, and then no longer changes', () => {
    refused('ATTESTATION_MISSING', () => submitApplication(complete.now, false, on('2025-08-05')));
    refused('DOCUMENT_MISSING', () => submitApplication(drafted.now, true, on('2025-08-05')));
    refused('APPLICATION_NOT_DRAFT', () => reviseApplication(submitted.now, form));
    refused('APPLICATION_NOT_DRAFT', () => attachDocument(submitted.now, 'SLA', document, on('2025-08-05')));
  });

  it('needs a certificate for the kinds of A-01, a credit rating for all, each valid on the day', () => {
    const expired = { ...complete.now, certificates: [{ ...sampleCertificate, validTo: '2025-08-04' }] };
    refused('APPLICATION_INCOMPLETE', () => submitApplication(expired, true, on('2025-08-05')));
    const support = documentTypes(on('2025-08-05').policy, 'CLOUD_SUPPORT');
    expect(support.required).not.toContain('SECURITY_CERTIFICATE');
    expect(support.required).toContain('STAFF_AND_REFERENCES');
    const unrated = { ...complete.now, creditRating: { agency: 'x', grade: 'B', validTo: '2025-08-04' } };
    refused('APPLICATION_INCOMPLETE', () => submitApplication(unrated, true, on('2025-08-05')));
  });

  it('is to be checked within five business days; the clock stands still during a supplement', () => {
    expect(submitted.now.checkDueOn).toBe('2025-08-12');
    expect(asked.now.supplements[0]?.dueOn).toBe('2025-08-22');
    const answered = asked.and(on('2025-08-20'), (state, moment) => answerSupplement(state, 1, explanation, moment));
    expect(answered.now.checkDueOn).toBe('2025-08-25');
  });

  it('is accepted when every required document is in order, late or not', () => {
    refused('DOCUMENT_NOT_OK', () => acceptApplication(checking.now, 9, on('2025-08-12')));
    const accepted = inOrder(checking, '2025-08-12').and(on('2025-09-30'), (state, moment) =>
      acceptApplication(state, 9, moment),
    );
    expect([accepted.now.status, accepted.now.acceptedOn]).toEqual(['ACCEPTED', '2025-09-30']);
    const late = {
      ...inOrder(checking, '2025-08-12').now,
      certificates: [{ ...sampleCertificate, validTo: '2025-09-29' }],
    };
    refused('CERTIFICATE_EXPIRED', () => acceptApplication(late, 9, on('2025-09-30')));
  });

  it('carries no contact person into review', () => {
    const [event] = acceptApplication(inOrder(checking, '2025-08-12').now, 9, on('2025-08-12'));
    expect(JSON.stringify(event)).not.toContain(contact.email);
  });

  it('is not checked by an officer linked to its supplier', () => {
    refused('OFFICER_LINKED', () => startCheck(submitted.now, officer, false, on('2025-08-06')));
  });

  it('is supplemented item by item, before 24:00 of the due day in Seoul', () => {
    refused('SUPPLEMENT_INCOMPLETE', () => answerSupplement(asked.now, 1, [], on('2025-08-22')));
    expect(answerSupplement(asked.now, 1, explanation, on('2025-08-22', '23:59'))).toHaveLength(1);
    refused('SUPPLEMENT_OVERDUE', () => answerSupplement(asked.now, 1, explanation, on('2025-08-23', '00:00')));
    const replaced = asked.and(on('2025-08-20'), (state, moment) => attachDocument(state, 'SLA', document, moment));
    expect(answerSupplement(replaced.now, 1, [], on('2025-08-22'))).toHaveLength(1);
    refused('DOCUMENT_NOT_ASKED', () => attachDocument(asked.now, 'PRICE_TABLE', document, on('2025-08-20')));
  });

  it('has its supplement period extended at most twice, five business days each', () => {
    const once = asked.and(on('2025-08-21'), (state, moment) => extendSupplement(state, 1, moment));
    expect(once.now.supplements[0]?.dueOn).toBe('2025-08-29');
    const twice = once.and(on('2025-08-29'), (state, moment) => extendSupplement(state, 1, moment));
    expect(twice.now.supplements[0]?.dueOn).toBe('2025-09-05');
    refused('EXTENSIONS_EXHAUSTED', () => extendSupplement(twice.now, 1, on('2025-09-05')));
  });

  it('is asked for a supplement once more when nobody answers, then returned', () => {
    expect(applicationFellDue(asked.now, on('2025-08-22', '23:59'))).toEqual([]);
    const again = asked.and(on('2025-08-23', '00:00'), applicationFellDue);
    // Ten days after 08-22, a Monday.
    expect(again.now.supplements[0]?.dueOn).toBe('2025-09-01');
    const returned = again.and(on('2025-09-02', '00:00'), applicationFellDue);
    expect([returned.now.status, returned.now.returned?.ground]).toEqual(['RETURNED', 'SUPPLEMENT_OVERDUE']);
  });

  it('is kept as a draft for 180 days', () => {
    expect(applicationDueAt(drafted.now)?.toISOString()).toBe('2026-02-01T15:00:00.000Z');
    const gone = drafted.and(on('2026-02-02', '00:00'), applicationFellDue);
    expect(gone.now.status).toBe('WITHDRAWN');
  });

  it('is returned for a kind that is not eligible, with the reason', () => {
    const returned = checking.and(on('2025-08-07'), (state, moment) =>
      returnApplication(state, 'NOT_ELIGIBLE_KIND', '해당 없음', moment),
    );
    expect(returned.now.returned).toEqual({ ground: 'NOT_ELIGIBLE_KIND', reason: '해당 없음' });
  });

  it('is withdrawn at once before review, by request under review, and never after the decision', () => {
    expect(
      submitted.and(on('2025-08-06'), (state, moment) => withdrawApplication(state, '사유', moment)).now.status,
    ).toBe('WITHDRAWN');
    const underReview = inOrder(checking, '2025-08-12')
      .and(on('2025-08-12'), (state, moment) => acceptApplication(state, 9, moment))
      .and(on('2025-08-12'), (state) => reviewStarted(state, 'case-1'));
    const requested = underReview.and(on('2025-09-01'), (state, moment) => withdrawApplication(state, '사유', moment));
    expect([requested.now.status, requested.now.withdrawal]).toEqual(['UNDER_REVIEW', 'REQUESTED']);
    refused('WITHDRAWAL_REQUESTED', () => withdrawApplication(requested.now, '사유', on('2025-09-02')));
    const withdrawn = requested.and(on('2025-09-02'), withdrawalGranted);
    expect(withdrawn.now.status).toBe('WITHDRAWN');
    const decision = { decision: 'SELECTED', sessionNo: 62, decidedOn: '2025-09-19' } as const;
    expect(decided(withdrawn.now, decision)).toEqual([]);
    const selected = underReview.and(on('2025-09-19'), (state) => decided(state, decision));
    refused('APPLICATION_DECIDED', () => withdrawApplication(selected.now, '사유', on('2025-09-20')));
  });

  it('says whether there is a case of it when it is withdrawn', () => {
    const accepted = inOrder(checking, '2025-08-12').and(on('2025-08-12'), (state, moment) =>
      acceptApplication(state, 9, moment),
    );
    const underReview = accepted.and(on('2025-08-12'), (state) => reviewStarted(state, 'case-1'));
    const wasAccepted = (events: readonly ApplicationEvent[]) =>
      events.map((event) => event.type === 'ApplicationWithdrawn' && event.data.wasAccepted);
    expect(wasAccepted(withdrawApplication(submitted.now, '사유', on('2025-08-13')))).toEqual([false]);
    expect(wasAccepted(withdrawApplication(accepted.now, '사유', on('2025-08-13')))).toEqual([true]);
    expect(wasAccepted(withdrawalGranted(underReview.now, on('2025-08-13')))).toEqual([true]);
  });

  it('claims its service while it is live, however the name is typed', () => {
    const named = (name: string) => serviceKey({ ...submitted.now, service: { ...sampleService, name } });
    expect(named('문서  자동화 서비스 ')).toBe(named('문서 자동화 서비스'.normalize('NFD')));
    expect([isLive(drafted.now), isLive(submitted.now)]).toEqual([false, true]);
  });

  it('never reaches an illegal state, whatever is tried in whatever order', () => {
    const acts: readonly ((story: Story, moment: Moment) => Story)[] = [
      (story, moment) => story.and(moment, (state, at) => submitApplication(state, true, at)),
      (story, moment) => story.and(moment, (state, at) => startCheck(state, officer, true, at)),
      (story, moment) =>
        story.and(moment, (state, at) => requestSupplement(state, [{ subject: 'SLA', reason: 'x' }], at)),
      (story, moment) =>
        story.and(moment, (state, at) => answerSupplement(state, state.supplements.length, explanation, at)),
      (story, moment) => story.and(moment, (state, at) => extendSupplement(state, state.supplements.length, at)),
      (story, moment) => inOrder(story, moment.today).and(moment, (state, at) => acceptApplication(state, 9, at)),
      (story, moment) => story.and(moment, (state, at) => returnApplication(state, 'UNDER_SANCTION', 'x', at)),
      (story, moment) => story.and(moment, (state, at) => withdrawApplication(state, 'x', at)),
      (story, moment) => story.and(moment, applicationFellDue),
      (story, moment) => story.and(moment, (state) => reviewStarted(state, 'case-1')),
      (story, moment) =>
        story.and(moment, (state) => decided(state, { decision: 'SELECTED', sessionNo: 62, decidedOn: moment.today })),
    ];
    const final = new Set(['SELECTED', 'NOT_SELECTED', 'RETURNED', 'WITHDRAWN']);
    fc.assert(
      fc.property(fc.array(fc.nat(acts.length - 1), { maxLength: 25 }), (tried) => {
        let story = complete;
        let day = 5;
        for (const index of tried) {
          const moment = on(`2025-08-${String(Math.min(28, ++day)).padStart(2, '0')}`);
          const before = story.now;
          try {
            story = acts[index]?.(story, moment) ?? story;
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
          if (final.has(before.status)) expect(story.now.status).toBe(before.status);
          if (story.now.status === 'ACCEPTED')
            expect(required.every((type) => story.now.documents[type]?.check?.result === 'OK')).toBe(true);
          if (story.now.status !== 'DRAFT' && story.now.status !== 'WITHDRAWN')
            expect(story.now.submittedOn).toBeDefined();
        }
      }),
      propertyRuns(),
    );
  });
});
