import { sessionType } from '../session.type.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  noticed,
  opened,
  voted,
  votesOf,
  votingOn,
} from '../testing/session.steps.js';
import { confirmMinutes, draftMinutes, publishSession } from './minuting.js';
import { closeSession } from './sitting.js';

describe('closing, minutes and publication', () => {
  const decided = counted(voted(votingOn(opened(noticed(caseNo(1), caseNo(2)), 14), 1), 1, ...votesOf(8, 6)), 1);

  it('closes when every item is decided, or the rest is carried with a reason', () => {
    const { state } = decided
      .when(bound(closeSession, byChair))
      .thenRefused('ITEMS_UNDECIDED')
      .when(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
      .thenEvents('ItemCarried', 'SessionClosed', { type: 'AgendaItemReleased', data: { item: 2, why: 'CARRIED' } });
    expect(state.agenda.map((item) => item.status)).toEqual(['SELECTED', 'CARRIED']);
    expect(sessionType.claims?.(state).map((claim) => claim.key)).toEqual([`case:${caseNo(1).caseId}`]);
    expect(state.deadlines).toMatchObject([{ key: 'MINUTES', dueAt: '2025-09-24T15:00:00.000Z' }]);
  });

  it('states why an item was not selected, is confirmed by the chair, and published by the ministry', () => {
    const closed = counted(voted(votingOn(decided, 2), 2, ...votesOf(7, 7)), 2).given(bound(closeSession, byChair));
    const confirming = bound(confirmMinutes, { ...byChair, hash: 'a'.repeat(64), salt: 'salt' });
    const drafting = (reasons: readonly string[]) =>
      bound(draftMinutes, { summary: '회의 결과', items: [{ item: 2, reasons }] });
    const publishing = (on: string) => bound(publishSession, { number: '제62호', on });
    closed.when(confirming).thenRefused('MINUTES_NOT_DRAFTED');
    closed.when(drafting([])).thenRefused('REASONS_MISSING');
    const drafted = closed.given(drafting(['보안 미흡']));
    const confirmed = drafted.when(publishing('2025-09-19')).thenRefused('MINUTES_NOT_CONFIRMED').given(confirming);
    confirmed.when(drafting(['다른 사유'])).thenRefused('MINUTES_NOT_DUE');
    confirmed.when(publishing('2025-09-20')).thenRefused('SELECTION_ACT_DATE');
    const { state } = confirmed.when(publishing('2025-09-19')).thenEvents({
      type: 'SessionPublished',
      data: {
        selected: [{ serviceName: '서비스 1', tally: { eligible: 14, yes: 8, no: 6, abstain: 0 } }],
        counts: { selected: 1, notSelected: 1, deferred: 0, carried: 0 },
      },
    });
    expect(sessionType.claims?.(state)).toEqual([]);
  });
});
