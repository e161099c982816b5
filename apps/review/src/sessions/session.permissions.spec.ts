import { Permissions, type ResourcePermissions } from '#common/auth/permissions.js';
import { PUBLIC, type Reader } from '#common/kernel/actor.js';
import { proves } from '#testing/proves.js';
import { differencesInSight, everyReader } from '#testing/visibility.js';
import { draftMinutes, confirmMinutes, publishSession } from './domain/minuting.js';
import { closeSession } from './domain/sitting.js';
import { sessionPermissions } from './session.permissions.js';
import { bound, byChair, caseNo, noticed, opened, planned, testSeal, paper } from './testing/session.steps.js';

const permissions = new Permissions([sessionPermissions as ResourcePermissions<never>]);

const closed = opened(noticed(caseNo(1)), 14)
  .given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
  .given(bound(draftMinutes, { paper, summary: '회의 결과', items: [] }))
  .given(bound(confirmMinutes, { ...byChair, seal: testSeal }));
const published = closed.given(
  bound(publishSession, { printed: paper, by: 'ministry', number: '제62호', on: '2025-09-19' }),
);
const states = [planned, noticed(caseNo(1)), closed, published].map(({ state }) => state);

describe('The sessions of the committee', () => {
  it('are convened and minuted by a secretary', proves({ '3.1/secretary': sessionPermissions }), () => {
    const who = (operation: string) => permissions.describe(operation).map(({ role }) => role);
    for (const act of [
      'planSession',
      'addAgendaItem',
      'takeOffAgenda',
      'recordAttendance',
      'adjournSession',
      'draftMinutes',
    ])
      expect([act, who(act)]).toEqual([act, ['SECRETARY']]);
    expect(who('noticeSession')).toEqual(['SECRETARY', 'CHAIR']);
  });

  it('R-32: are shown to a caller with a token where the public sees them', proves({ 'R-32': Permissions }), () => {
    const seen = (reader: Reader) => states.map((state) => permissions.holds('getSession', reader, state));
    const ofAll = seen(PUBLIC);
    expect(ofAll).toEqual([false, false, false, true]);
    for (const reader of everyReader('stranger', '9999999999')) {
      const own = seen(reader);
      expect(own).toEqual(own.map((isSeen, i) => isSeen || ofAll[i]));
    }
  });

  it('are listed exactly where they are shown', () => {
    expect(differencesInSight(sessionPermissions, 'listSessions', states, everyReader('member-1'))).toEqual([]);
  });
});
