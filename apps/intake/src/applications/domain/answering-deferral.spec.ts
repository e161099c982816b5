import { proves } from '#testing/proves.js';
import type { Act } from '../../testing/application-story.js';
import { deferred, hears, reads, underReview } from '../../testing/reviewed-application.js';
import { applicationType } from '../application.type.js';
import { answerDeferral, deferralDeadlines } from './answering-deferral.js';
import { reviewPostponed, reviewWentOn } from './following-review.js';

const answers =
  (...requests: readonly number[]): Act =>
  (state, moment) =>
    answerDeferral(state, { answers: requests.map((request) => ({ request, text: '붙임과 같다.' })) }, moment);

describe('R-11: the answer to a deferral', () => {
  it('is due on the day that review told, and possible until that day ends', proves({ 'R-11': answerDeferral }), () => {
    expect(deferralDeadlines(deferred().state)).toEqual([
      { key: 'DEFERRAL_ANSWER', dueAt: '2025-10-14T15:00:00.000Z', basis: 'bd', rule: 'R-11' },
    ]);
    deferred().on('2025-10-14 23:59').when(answers(1, 2)).thenEvents('DeferralAnswered');
    deferred().on('2025-10-15 00:00').when(answers(1, 2)).thenRefused('DEFERRAL_OVERDUE');
  });

  it('answers every request, and only those that were asked', proves({ 'R-11': answerDeferral }), () => {
    deferred().when(answers(1)).thenRefused('DEFERRAL_INCOMPLETE');
    deferred()
      .when(answers(1, 2, 3))
      .thenRefused('DEFERRAL_INCOMPLETE');
    const { state } = deferred().when(answers(2, 1)).thenEvents('DeferralAnswered');
    expect(state.deferralAnswers).toMatchObject([{ sessionNo: 62, answers: [{ request: 2 }, { request: 1 }] }]);
    expect(deferralDeadlines(state)).toEqual([]);
  });

  it('is given once', () => {
    deferred().given(answers(1, 2)).when(answers(1, 2)).thenRefused('DEFERRAL_NOT_OPEN');
  });

  it('stays possible while the case is on the next agenda, until the committee decides', () => {
    const resumed = deferred().given((state) => reviewWentOn(state, { sessionNo: 63 }));
    resumed.when(answers(1, 2)).thenEvents('DeferralAnswered');
    resumed.given(hears('NOT_SELECTED', 63)).when(answers(1, 2)).thenRefused('DEFERRAL_NOT_OPEN');
  });

  it('needs a deferral that asks for something', () => {
    underReview().when(answers(1)).thenRefused('DEFERRAL_NOT_OPEN');
    const unasked = underReview()
      .given((state) => reviewPostponed(state, { sessionNo: 62 }))
      .given(reads({ decision: 'DEFERRED', requests: [] }));
    unasked.when(answers(1)).thenRefused('DEFERRAL_NOT_OPEN');
    expect(deferralDeadlines(unasked.state)).toEqual([]);
  });

  it('S15: stays at home, and can be erased', () => {
    const { decided } = deferred().given(answers(1, 2));
    expect(JSON.stringify(decided[0]?.data)).not.toContain('붙임');
    expect(applicationType.personal?.DeferralAnswered).toEqual(['details.answers']);
  });
});
