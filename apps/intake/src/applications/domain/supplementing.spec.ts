import { sampleCertificate } from '#common/events/definitions/samples.js';
import { dueDayOf, hasPassed } from '#common/kernel/deadline.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import {
  allOk,
  attach,
  checking,
  form,
  start,
  submittedOn,
  type Act,
  type Story,
} from '../../testing/application-story.js';
import { openDeadline } from './application.rules.js';
import { openSupplement, type ApplicationForm } from './application.state.js';
import { acceptApplication, returnApplication } from './checking.js';
import { applicationFellDue } from './falling-due.js';
import type { FormParts } from './form-parts.js';
import type { AskedItem } from './supplement-items.js';
import {
  answerSupplement,
  ensureSupplementOpen,
  extendSupplement,
  requestSupplement,
  supplementRanOut,
} from './supplementing.js';
import { expiredParts, itemsOf } from './supplement-items.js';

const reason = '고쳐야 한다.';
const ask =
  (items: readonly AskedItem[], businessDays?: number): Act =>
  (state, moment) =>
    requestSupplement(state, { items, ...(businessDays !== undefined && { businessDays }) }, moment);
const about = (subject: string, businessDays?: number): Act => ask([{ subject, reason }], businessDays);
const question: AskedItem = { reason: '백업을 어디에 보관하는가?' };
const answer =
  (parts?: FormParts, ...items: readonly number[]): Act =>
  (state, moment) =>
    answerSupplement(
      state,
      {
        n: state.supplements.length,
        answers: items.map((item) => ({ item, explanation: '이러하다.' })),
        ...(parts && { form: parts }),
      },
      moment,
    );
const extend: Act = (state, moment) => extendSupplement(state, { n: state.supplements.length }, moment);
const accept: Act = (state, moment) => acceptApplication(state, { version: 9 }, moment);
const giveBack: Act = (state, moment) =>
  returnApplication(state, { ground: 'SUPPLEMENT_OVERDUE', reason: '두 번 답하지 않았다.' }, moment);

const dueOn = ({ state }: Story, key: string): string | undefined => {
  const deadline = openDeadline(state, key);
  return deadline && dueDayOf(deadline);
};
const itemsIn = ({ state }: Story) => openSupplement(state)?.items;
const inCheck = (drafted: ApplicationForm): Story => submittedOn('2025-08-05', drafted).on('2025-08-06').given(start());

const asked = checking.on('2025-08-07').given(about('SLA'));
const redemanded = asked.on('2025-08-23 00:00').given(applicationFellDue);

describe('R-10: the clock of a supplement', () => {
  it(
    'stops the clock of the check, which keeps the business days that were left',
    proves({ 'R-10': requestSupplement, '11.1/check-deadline': requestSupplement }),
    () => {
      const check = openDeadline(asked.state, 'CHECK');
      expect(check).toMatchObject({ suspended: { daysLeft: 3 }, dueAt: '2025-08-12T15:00:00.000Z' });
      expect(check && hasPassed(check, new Date('2025-12-01T00:00:00Z'))).toBe(false);
      const answered = asked.on('2025-08-20').given(answer(undefined, 1));
      expect(openDeadline(answered.state, 'CHECK')).toMatchObject({ dueAt: '2025-08-25T15:00:00.000Z' });
      expect(openDeadline(answered.state, 'CHECK')?.suspended).toBeUndefined();
      expect(openDeadline(answered.state, 'SUPPLEMENT')).toBeUndefined();
    },
  );

  it('leaves a check that was late as late as it was', () => {
    const late = checking.on('2025-08-18').given(about('SLA'));
    const check = openDeadline(late.state, 'CHECK');
    expect(check && hasPassed(check, late.moment.at)).toBe(true);
    expect(dueOn(late.on('2025-08-20').given(answer(undefined, 1)), 'CHECK')).toBe('2025-08-12');
  });

  it('gives the rest of the last day back on a business day', () => {
    const onLastDay = checking.on('2025-08-12').given(about('SLA'));
    expect(openDeadline(onLastDay.state, 'CHECK')?.suspended?.daysLeft).toBe(0);
    // A Saturday.
    expect(dueOn(onLastDay.on('2025-08-16').given(answer(undefined, 1)), 'CHECK')).toBe('2025-08-18');
  });

  it('F-08: is extended for the first demand only', proves({ 'R-10': extendSupplement }), () => {
    asked.on('2025-08-22').when(extend).thenEvents('SupplementExtended');
    redemanded.on('2025-08-25').when(extend).thenRefused('SECOND_DEMAND_FINAL');
  });

  it.each([
    ['2025-08-23 00:00', '2025-09-02'],
    ['2025-08-24 00:00', '2025-09-03'],
    // The service was away for weeks; the tenth day is a Saturday.
    ['2025-10-01 09:00', '2025-10-13'],
  ])(
    'F-09: gives ten days from a second demand made at %s, until %s',
    proves({ 'R-10': supplementRanOut, '2.6/second-demand': supplementRanOut }),
    (at, until) => {
      const again = asked.on(at).given(applicationFellDue);
      expect(dueOn(again, 'SUPPLEMENT')).toBe(until);
      expect(again.on(`${until} 23:59`).given(applicationFellDue).state.status).toBe('SUPPLEMENT_REQUESTED');
      again.on(`${until} 23:59`).when(answer(undefined, 1)).thenEvents('ApplicationSupplemented');
    },
  );

  it(
    'returns the papers after the second demand: by the timer, or by the officer with a reason',
    proves({ '2.6/return': returnApplication, '11.1/returned-overdue': returnApplication }),
    () => {
      redemanded.on('2025-09-02').when(giveBack).thenRefused('SUPPLEMENT_NOT_OVERDUE');
      asked.on('2025-08-23').when(giveBack).thenRefused('SUPPLEMENT_NOT_OVERDUE');
      checking.on('2025-09-02').when(giveBack).thenRefused('APPLICATION_NOT_SUPPLEMENT_REQUESTED');
      const { state } = redemanded.on('2025-09-03 09:00').when(giveBack).thenEvents('ApplicationReturned');
      expect(state.returned).toEqual({ ground: 'SUPPLEMENT_OVERDUE', reason: '두 번 답하지 않았다.' });
      redemanded.on('2025-09-03 00:00').when(applicationFellDue).thenEvents('ApplicationReturned');
    },
  );

  it(
    'refuses an answer in the second in which the papers go back',
    proves({ '11.5/race-supplement': ensureSupplementOpen }),
    () => {
      const over = redemanded.on('2025-09-03 00:00');
      over.when(answer(undefined, 1)).thenRefused('SUPPLEMENT_OVERDUE');
      over.given(applicationFellDue).when(answer(undefined, 1)).thenRefused('APPLICATION_NOT_SUPPLEMENT_REQUESTED');
      redemanded
        .on('2025-09-02 23:59')
        .given(answer(undefined, 1))
        .on('2025-09-03 00:00')
        .when(applicationFellDue)
        .thenEvents();
    },
  );
});

describe('R-14: the items of a supplement', () => {
  it(
    'are about a document, a part of the form, or a question',
    proves({ 'R-14': itemsOf, '11.1/supplement-requested': itemsOf }),
    () => {
      const items = [{ subject: 'SLA', reason }, { subject: '/prices/0/unitPrice', reason }, question];
      expect(itemsIn(checking.on('2025-08-07').given(ask(items)))).toEqual([
        { item: 1, kind: 'DOCUMENT', subject: 'SLA', reason },
        { item: 2, kind: 'FORM', subject: '/prices/0/unitPrice', reason },
        { item: 3, kind: 'QUESTION', reason: question.reason },
      ]);
    },
  );

  it.each(['CONSTRUCTOR', '/service/price', '/prices/7', '/constructor', '/service/name/length', '/'])(
    'are not about %s, which is no document and no part of the form',
    (subject) => {
      checking.when(about(subject)).thenRefused('SUPPLEMENT_SUBJECT_UNKNOWN');
    },
  );

  it('are some: nothing can be asked without saying what', proves({ '11.1/supplement-requested': itemsOf }), () => {
    checking.when(ask([])).thenRefused('SUPPLEMENT_EMPTY');
  });

  it(
    'are answered one by one: by words, by a document, by a changed part',
    proves({ 'R-14': answerSupplement, '11.1/supplemented': answerSupplement }),
    () => {
      const items = [{ subject: 'SLA', reason }, { subject: '/service/sla', reason }, question];
      const open = checking.on('2025-08-07').given(ask(items)).on('2025-08-08');
      const sla = { availabilityPercent: 99.95, description: '월 99.95 %' };
      const service = { ...form.service, sla };
      open.when(answer(undefined, 1, 2)).thenRefused('SUPPLEMENT_INCOMPLETE');
      open.when(answer({ service }, 3)).thenRefused('SUPPLEMENT_INCOMPLETE');
      open.when(answer(undefined, 1, 2, 3, 4)).thenRefused('ITEM_UNKNOWN');
      open.when(answer(undefined, 1, 2, 3)).thenEvents('ApplicationSupplemented');
      const { state } = open.given(attach('SLA')).when(answer({ service }, 3)).thenEvents('ApplicationSupplemented');
      expect([state.status, state.service.sla]).toEqual(['CHECKING', sla]);
    },
  );

  it('let exactly the named parts of the form change', proves({ 'R-14': answerSupplement }), () => {
    const open = checking.on('2025-08-07').given(about('/prices/0/unitPrice')).on('2025-08-08');
    const line = form.prices[0]!;
    const cheaper = { ...line, unitPrice: 900_000 };
    open.when(answer({ prices: [cheaper] })).thenEvents('ApplicationSupplemented');
    open.when(answer({ prices: [{ ...cheaper, item: '다른 상품' }] })).thenRefused('FORM_PART_NOT_ASKED');
    open.when(answer({ prices: [cheaper, { ...line, code: 'MORE' }] })).thenRefused('FORM_PART_NOT_ASKED');
    open
      .when(answer({ prices: [cheaper], service: { ...form.service, summary: '달리 쓴다.' } }))
      .thenRefused('FORM_PART_NOT_ASKED');
    // What is sent as it was has not changed.
    open.when(answer({ prices: [cheaper], service: { ...form.service } })).thenEvents('ApplicationSupplemented');
    open.when(answer({ prices: [line] })).thenRefused('SUPPLEMENT_INCOMPLETE');
  });

  it('keep no form that is as it was', () => {
    const open = checking.on('2025-08-07').given(about('SLA')).on('2025-08-08');
    const [event] = open
      .when(answer({ service: { ...form.service } }, 1))
      .thenEvents('ApplicationSupplemented').decided;
    expect(event).toMatchObject({ details: { answers: [{ item: 1 }] } });
    expect(event).not.toHaveProperty('details.form');
  });

  it('take no change that a submission would not take', () => {
    const open = checking.on('2025-08-07').given(about('/prices')).on('2025-08-08');
    const line = form.prices[0]!;
    open.when(answer({ prices: [] })).thenRefused('FORM_INVALID');
    open.when(answer({ prices: [line, line] })).thenRefused('FORM_INVALID');
  });

  it(
    'have a period that the officer can make longer, up to twice the default',
    proves({ 'R-14': requestSupplement }),
    () => {
      const period = (businessDays?: number) => checking.on('2025-08-07').when(about('SLA', businessDays));
      expect(period().thenEvents('SupplementRequested').state.supplements[0]?.due.dueAt).toBe(
        '2025-08-22T15:00:00.000Z',
      );
      expect(period(20).thenEvents('SupplementRequested').state.supplements[0]?.due.dueAt).toBe(
        '2025-09-05T15:00:00.000Z',
      );
      period(9).thenRefused('SUPPLEMENT_PERIOD');
      period(21).thenRefused('SUPPLEMENT_PERIOD');
    },
  );
});

describe('F-02: what expires while it is checked', () => {
  const rated = (validTo: string): ApplicationForm => ({
    ...form,
    creditRating: { agency: '샘플평가', grade: 'BBB', validTo },
  });
  const expired = inCheck(rated('2025-08-10')).on('2025-08-11');

  it(
    'becomes an item without being typed in: the document and the part of the form',
    proves({ 'R-14': expiredParts }),
    () => {
      expect(itemsIn(expired.given(ask([])))).toEqual([
        { item: 1, kind: 'FORM', subject: '/creditRating', code: 'CREDIT_RATING_EXPIRED' },
        { item: 2, kind: 'DOCUMENT', subject: 'CREDIT_RATING', code: 'CREDIT_RATING_EXPIRED' },
      ]);
      expect(itemsIn(expired.given(about('/creditRating')))?.map(({ subject }) => subject)).toEqual([
        '/creditRating',
        'CREDIT_RATING',
      ]);
      const certificates = [{ ...sampleCertificate, validTo: '2025-08-10' }];
      expect(
        itemsIn(
          inCheck({ ...form, certificates })
            .on('2025-08-11')
            .given(ask([])),
        ),
      ).toMatchObject([
        { subject: '/certificates', code: 'CERTIFICATE_EXPIRED' },
        { subject: 'SECURITY_CERTIFICATE', code: 'CERTIFICATE_EXPIRED' },
      ]);
    },
  );

  it('becomes no item for a document that the kind does not have', () => {
    const row = { key: 'services.certificateRequired', from: '2025-01-01', basis: 'a notice for this spec' } as const;
    const policy = PolicyTable.from({ rows: [{ ...row, value: ['CLOUD_SUPPORT'] }] });
    const certificates = [{ ...sampleCertificate, validTo: '2025-08-10' }];
    const support = { ...form, service: { ...form.service, kind: 'CLOUD_SUPPORT' as const }, certificates };
    const late = submittedOn('2025-08-05', support, policy).on('2025-08-06').given(start()).on('2025-08-11');
    expect(itemsIn(late.given(ask([])))).toEqual([
      { item: 1, kind: 'FORM', subject: '/certificates', code: 'CERTIFICATE_EXPIRED' },
    ]);
  });

  it(
    'is put right by the supplement, and the application is accepted on its newest form',
    proves({ 'R-14': acceptApplication, '11.1/accepted': acceptApplication }),
    () => {
      expired.given(allOk).when(accept).thenRefused('CREDIT_RATING_EXPIRED');
      const open = expired.given(ask([])).on('2025-08-12');
      const renewed = rated('2026-08-10');
      open
        .given(attach('CREDIT_RATING'))
        .when(answer(rated('2025-08-11')))
        .thenRefused('FORM_INVALID');
      const answered = open.given(attach('CREDIT_RATING'), answer({ creditRating: renewed.creditRating! }));
      answered.when(accept).thenRefused('DOCUMENT_NOT_OK');
      answered.given(allOk).when(accept).thenEvents('ApplicationAccepted');
    },
  );

  it('while the supplement is open may be put right with it', () => {
    const open = inCheck(rated('2025-08-10')).on('2025-08-07').given(about('SLA'));
    open
      .on('2025-08-08')
      .when(answer({ creditRating: { agency: '다른 평가', grade: 'A', validTo: '2026-01-01' } }, 1))
      .thenRefused('FORM_PART_NOT_ASKED');
    const { state } = open
      .on('2025-08-11')
      .when(answer({ creditRating: rated('2026-08-10').creditRating! }, 1))
      .thenEvents('ApplicationSupplemented');
    expect(state.creditRating?.validTo).toBe('2026-08-10');
  });
});
