import { proves } from '#testing/proves.js';
import { allOk, checking, start, submitted, type Act, type Story } from '../../testing/application-story.js';
import { applicationDueAt } from './application.rules.js';
import { acceptApplication } from './checking.js';
import { applicationFellDue } from './falling-due.js';
import { decided, reviewStarted } from './following-review.js';
import { requestSupplement } from './supplementing.js';
import { withdrawApplication } from './withdrawing.js';
import { noticeProgress } from './noticing-progress.js';

const accept: Act = (state, moment) => acceptApplication(state, { version: 9 }, moment);
const nextAt = ({ state }: Story): string | undefined => state.progressNoticeAt;
const underReview = submitted
  .on('2025-08-06')
  .given(start(), allOk, accept, (state) => reviewStarted(state, { caseId: 'case-1' }));

describe('§2.6: a notice of progress', () => {
  it(
    'is due thirty days after the submission, and thirty days after the last',
    proves({ '11.1/progress-notice': noticeProgress, '2.6/progress-notice': noticeProgress }),
    () => {
      expect(nextAt(submitted)).toBe('2025-09-03T15:00:00.000Z');
      expect(applicationDueAt(checking.state)?.toISOString()).toBe('2025-09-03T15:00:00.000Z');
      checking.on('2025-09-03 23:59').when(applicationFellDue).thenEvents();
      const first = underReview
        .on('2025-09-04 00:00')
        .when(applicationFellDue)
        .thenEvents({ type: 'ProgressNoticed', data: { notice: 1, status: 'UNDER_REVIEW', noticedOn: '2025-09-04' } });
      expect(nextAt(first)).toBe('2025-10-03T15:00:00.000Z');
      first
        .on('2025-10-04 00:00')
        .when(applicationFellDue)
        .thenEvents({ type: 'ProgressNoticed', data: { notice: 2 } });
    },
  );

  it('is made once when the service was away, and moves the next one', () => {
    const late = checking.on('2025-12-01 09:00').given(applicationFellDue);
    expect(nextAt(late)).toBe('2025-12-30T15:00:00.000Z');
    late.when(applicationFellDue).thenEvents();
  });

  it('waits for no other deadline, and lets none wait', () => {
    const asked = checking
      .on('2025-08-07')
      .given((state, moment) => requestSupplement(state, { items: [{ subject: 'SLA', reason: '없다.' }] }, moment));
    asked
      .on('2025-09-10 00:00')
      .when(applicationFellDue)
      .thenEvents('SupplementRedemanded')
      .when(applicationFellDue)
      .thenEvents('ProgressNoticed');
  });

  it('is due no more once the application has ended', () => {
    const reviewed = underReview.given((state, moment) =>
      decided(state, { decision: 'SELECTED', sessionNo: 62, decidedOn: '2025-09-19' }, moment),
    );
    const withdrawn = checking.given((state, moment) => withdrawApplication(state, { reason: '사정' }, moment));
    for (const story of [reviewed, withdrawn]) expect(nextAt(story)).toBeUndefined();
  });
});
