import { deadlineView } from '#common/http/deadline.view.js';
import type { Act, Story } from '../testing/application-story.js';
import { allOk, checking, start, submitted } from '../testing/application-story.js';
import { accept, complete, deferred, hears, refused, underReview } from '../testing/reviewed-application.js';
import { answerDeferral, deferralDeadlines } from './domain/answering-deferral.js';
import { awaitRevote } from './domain/awaiting-revote.js';
import { endSelection } from './domain/ending-selection.js';
import { reviewPostponed } from './domain/following-review.js';
import { fileObjection, objectionDeadlines } from './domain/objecting.js';
import { returnApplication } from './domain/checking.js';
import { requestSupplement } from './domain/supplementing.js';
import { withdrawApplication } from './domain/withdrawing.js';
import { standingView, type StandingView } from './standing.view.js';

function standing({ state, moment }: Story): StandingView {
  const open = [...state.deadlines, ...deferralDeadlines(state), ...objectionDeadlines(state, moment.at)];
  return standingView(
    state,
    open.map((one) => deadlineView(one, moment.at)),
    moment.at,
  );
}

const withdraws: Act = (state, moment) => withdrawApplication(state, { reason: '사정' }, moment);
const objects: Act = (state, moment) => fileObjection(state, { statement: '다시 보아 달라.' }, moment);
const answers: Act = (state, moment) =>
  answerDeferral(
    state,
    {
      answers: [
        { request: 1, text: '가' },
        { request: 2, text: '나' },
      ],
    },
    moment,
  );
const asks: Act = (state, moment) => requestSupplement(state, { items: [{ subject: 'SLA', reason: '없다' }] }, moment);
const returns: Act = (state, moment) =>
  returnApplication(state, { ground: 'NOT_ELIGIBLE_KIND', reason: '대상이 아니다.' }, moment);
const ends: Act = (state, moment) => endSelection(state, { on: moment.today, why: 'LISTING_EXPIRED' });
const votedAgain: Act = (state) => awaitRevote(state, { sessionNo: 62 });
const accepted = submitted.given(start(), allOk, accept);
const selected = underReview().given(hears('SELECTED'));
const postponed = underReview().given((state) => reviewPostponed(state, { sessionNo: 62 }));

describe('§11.1: what the applicant sees in one place', () => {
  it.each([
    ['a draft', complete(), 'SUPPLIER', 'SUBMIT', 'DRAFT_KEPT'],
    ['submitted', submitted, 'NIA', 'START_CHECK', 'CHECK_START'],
    ['in check', checking, 'NIA', 'CHECK', 'CHECK'],
    ['asked for a supplement', checking.given(asks), 'SUPPLIER', 'ANSWER_SUPPLEMENT', 'SUPPLEMENT'],
    ['accepted', accepted, 'COMMITTEE', 'OPEN_CASE', undefined],
    ['under review', underReview(), 'COMMITTEE', 'REVIEW', undefined],
    ['to be withdrawn', underReview().given(withdraws), 'COMMITTEE', 'DECIDE_WITHDRAWAL', undefined],
    ['deferred and asked', deferred(), 'SUPPLIER', 'ANSWER_DEFERRAL', 'DEFERRAL_ANSWER'],
    ['deferred and answered', deferred().given(answers), 'COMMITTEE', 'NEXT_SESSION', undefined],
    ['deferred without a request', postponed, 'COMMITTEE', 'NEXT_SESSION', undefined],
    ['selected', selected, 'CATALOG', 'LIST', undefined],
    ['selected until the listing ended', selected.given(ends), 'NONE', 'APPLY_AGAIN', undefined],
    ['refused', refused(), 'SUPPLIER', 'OBJECT', 'OBJECTION'],
    ['refused, the period over', refused().on('2025-10-24 00:00'), 'NONE', 'APPLY_AGAIN', undefined],
    ['refused, and objected to', refused().given(objects), 'COMMITTEE', 'ANSWER_OBJECTION', 'OBJECTION_ANSWER'],
    ['selected, and voted on again', selected.given(votedAgain), 'COMMITTEE', 'REVOTE', undefined],
    ['refused, and voted on again', refused().given(votedAgain), 'COMMITTEE', 'REVOTE', 'OBJECTION'],
    ['returned', checking.given(returns), 'NONE', 'APPLY_AGAIN', undefined],
  ] as const)('%s: who holds it, what comes next, which clock runs', (_, story, holder, nextStep, clock) => {
    const shown = standing(story);
    expect([shown.holder.code, shown.nextStep.code, shown.clock?.key]).toEqual([holder, nextStep, clock]);
  });

  it('§11.1: has a text in Korean and in English next to every code, and the basis of the clock', () => {
    const { holder, nextStep, clock } = standing(refused());
    for (const text of [holder, nextStep, clock])
      expect([text?.ko, text?.en]).toEqual([expect.stringMatching(/[가-힣]/), expect.stringMatching(/[a-z]/)]);
    expect(clock).toMatchObject({ rule: 'A-06, 행정기본법 Art. 36', basis: 'd', dueAt: '2025-10-23T15:00:00.000Z' });
  });
});
