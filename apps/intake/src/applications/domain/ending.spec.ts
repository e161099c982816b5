import { proves } from '#testing/proves.js';
import { refusalOf } from '#testing/specification.js';
import { allOk, attach, checking, form, start, submit, type Act, type Story } from '../../testing/application-story.js';
import { accept, hears, underReview } from '../../testing/reviewed-application.js';
import { ensureStatus } from './application.rules.js';
import { returnApplication } from './checking.js';
import { reviseApplication } from './drafting.js';
import { extendCheck } from './extending-check.js';
import { applicationFellDue } from './falling-due.js';
import { reviewPostponed, reviewStarted, reviewWentOn } from './following-review.js';
import { answerSupplement, extendSupplement, requestSupplement } from './supplementing.js';
import { withdrawApplication, withdrawalGranted } from './withdrawing.js';

const returns: Act = (state, moment) =>
  returnApplication(state, { ground: 'UNDER_SANCTION', reason: '제재 중' }, moment);
const withdraws: Act = (state, moment) => withdrawApplication(state, { reason: '사정' }, moment);

/** Each end there is. */
const ends: Readonly<Record<string, Story>> = {
  SELECTED: underReview().given(hears('SELECTED')),
  NOT_SELECTED: underReview().given(hears('NOT_SELECTED')),
  RETURNED: checking.given(returns),
  WITHDRAWN: checking.given(withdraws),
};

/** All that moves an application on, but the answer to an objection. */
const acts: Readonly<Record<string, Act>> = {
  revise: (state, moment) => reviseApplication(state, { form }, moment),
  attach: attach('SLA'),
  submit,
  start: start(),
  check: allOk,
  ask: (state, moment) => requestSupplement(state, { items: [{ subject: 'SLA', reason: '없다' }] }, moment),
  answer: (state, moment) => answerSupplement(state, { n: 1, answers: [] }, moment),
  extendSupplement: (state, moment) => extendSupplement(state, { n: 1 }, moment),
  extendCheck: (state, moment) => extendCheck(state, { reason: '확인 중' }, moment),
  accept,
  returns,
  withdraws,
  begin: (state) => reviewStarted(state, { caseId: 'case-2' }),
  postpone: (state) => reviewPostponed(state, { sessionNo: 63 }),
  goOn: (state) => reviewWentOn(state, { sessionNo: 63 }),
  select: hears('SELECTED', 63),
  refuse: hears('NOT_SELECTED', 63),
  grant: withdrawalGranted,
  time: applicationFellDue,
};

describe('§11.1: the end of an application', () => {
  it.each(Object.keys(ends))(
    '%s is final, whatever is tried then',
    proves({ '11.1/final': ensureStatus }),
    (status) => {
      const ended = ends[status]!;
      expect(ended.state.status).toBe(status);
      for (const [name, act] of Object.entries(acts)) {
        let after = ended;
        refusalOf(() => (after = ended.given(act)));
        expect([name, after.state.status]).toEqual([name, status]);
      }
    },
  );
});
