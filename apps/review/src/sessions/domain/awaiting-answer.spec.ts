import { proves } from '#testing/proves.js';
import {
  bound,
  byChair,
  caseNo,
  itemIn,
  notice,
  noticed,
  opened,
  planned,
  testSeal,
  paper,
} from '../testing/session.steps.js';
import { ensureAnswered } from './awaiting-answer.js';
import { noticeSession } from './convening.js';
import { confirmMinutes, draftMinutes, minutesRecord, publishSession } from './minuting.js';
import { addAgendaItem } from './setting-agenda.js';
import { closeSession, deferItem, deliberate } from './sitting.js';

describe('R-11: a deferred case', () => {
  it(
    'goes on an agenda that freezes after the answer, or after the day by which it was due',
    proves({ 'R-11': ensureAnswered }),
    () => {
      const adding = (until?: string) =>
        planned.when((session, moment) => {
          ensureAnswered(session, until, moment);
          return [];
        });
      // Frozen on 17 September at 18:00.
      adding('2025-09-17').thenRefused('DEFERRAL_UNANSWERED');
      adding('2025-09-16').thenEvents();
      adding().thenEvents();
    },
  );

  it('answers ten business days after the publication, and the session shows that day and no other', () => {
    const deferral = { ...byChair, item: 1, reason: '자료 부족', requests: ['재무제표'] };
    const confirmed = opened(noticed(caseNo(1)), 14)
      .given(
        bound(deliberate, { ...byChair, item: 1 }),
        bound(deferItem, deferral),
        bound(closeSession, byChair),
        bound(draftMinutes, { paper, summary: '회의 결과', items: [] }),
      )
      .given(bound(confirmMinutes, { ...byChair, seal: testSeal }));
    expect(itemIn(confirmed, 1).deferral).not.toHaveProperty('answerDueOn');
    const published = confirmed
      .on('2025-09-23')
      .given(bound(publishSession, { printed: paper, by: 'ministry', number: '제62호', on: '2025-09-19' }));
    // 3 and 6 to 9 October are holidays.
    expect(itemIn(published, 1).deferral).toMatchObject({ answerDueOn: '2025-10-14' });
    // The seal of the minutes, which were confirmed before, holds.
    expect(minutesRecord(published.state).items).toEqual(minutesRecord(confirmed.state).items);
  });

  it('R-09: does not fit a day that a notice moves before the answer or its due day, urgent or not', () => {
    const again = planned.given(bound(addAgendaItem, caseNo(1, { deferrals: 1 })));
    const moving = (until: string, change: object = {}) =>
      again
        .on('2025-09-05')
        .when(bound(noticeSession, { ...notice, awaited: new Map([[caseNo(1).caseId, until]]), ...change }));
    moving('2025-09-16').thenEvents('SessionNoticed');
    moving('2025-09-17').thenRefused('AGENDA_DOES_NOT_FIT');
    moving('2025-09-17', { urgentReason: '긴급' }).thenRefused('AGENDA_DOES_NOT_FIT');
    expect(() => moving('2025-09-17').thenEvents()).toThrow(
      /item 1 \(서비스 1\) waits for its applicant until the end of 2025-09-17/,
    );
    again.on('2025-09-05').when(bound(noticeSession, notice)).thenEvents('SessionNoticed');
  });
});
