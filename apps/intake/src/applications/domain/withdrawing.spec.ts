import { allOk, checking, submitted, type Act } from '../../testing/application-story.js';
import { accept, complete, deferred, underReview } from '../../testing/reviewed-application.js';
import { requestSupplement } from './supplementing.js';
import { withdrawApplication, withdrawalGranted, withdrawalRefused } from './withdrawing.js';

const reason = '사정';
const withdraws: Act = (state, moment) => withdrawApplication(state, { reason }, moment);
const asks: Act = (state, moment) => requestSupplement(state, { items: [{ subject: 'SLA', reason }] }, moment);
const accepted = checking.on('2025-08-12').given(allOk, accept);

describe('R-20: a withdrawal (취하)', () => {
  it('ends a draft as its supplier wishes', () => {
    complete()
      .when(withdraws)
      .thenEvents({ type: 'DraftAbandoned', data: { by: 'SUPPLIER' }, reason });
  });

  it('ends an application at once until its papers are accepted', () => {
    for (const story of [submitted, checking, checking.given(asks)])
      story.when(withdraws).thenEvents({ type: 'ApplicationWithdrawn', data: { wasAccepted: false }, reason });
  });

  it('is a request from then on, in every status of the review', () => {
    const data = { applicationId: 'app-1', requestedAt: '2025-09-24T01:00:00.000Z' };
    for (const story of [accepted, underReview(), deferred()]) {
      const requested = story
        .on('2025-09-24')
        .when(withdraws)
        .thenEvents({ type: 'WithdrawalRequested', data, reason });
      requested.when(withdraws).thenRefused('WITHDRAWAL_REQUESTED');
    }
  });

  it('is granted or refused by review, and refused only where it was asked for', () => {
    const requested = underReview().on('2025-09-24').given(withdraws);
    const refusedAt = '2025-09-24T01:00:00.000Z';
    const refused = requested.when(withdrawalRefused).thenEvents({ type: 'WithdrawalRefused', data: { refusedAt } });
    expect(refused.state).toMatchObject({ status: 'UNDER_REVIEW', withdrawal: 'REFUSED' });
    refused.when(withdrawalRefused).thenEvents();
    underReview().when(withdrawalRefused).thenEvents();
    requested.when(withdrawalGranted).thenEvents({ type: 'ApplicationWithdrawn', data: { wasAccepted: true } });
    // Asked for again after the refusal.
    refused.when(withdraws).thenEvents('WithdrawalRequested');
  });
});
