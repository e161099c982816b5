import { sessionType } from '../session.type.js';
import {
  attended,
  bound,
  byChair,
  caseNo,
  counted,
  inOffice,
  notice,
  nothing,
  noticed,
  opened,
  testBox,
  testSeal,
  voted,
  votesOf,
  votingOn,
} from '../testing/session.steps.js';
import { canonicalJson } from '#common/kernel/canonical-json.js';
import { recordAttendance } from './attending.js';
import { adjournSession, noticeSession } from './convening.js';
import { contestExclusion, excludeMember } from './excluding.js';
import { confirmMinutes, draftMinutes, erasableTexts, minutesRecord, publishSession } from './minuting.js';
import { decideGroundE, openRecusalBallot } from './resolving.js';
import type { SessionState } from './session.state.js';
import { closeSession, deferItem, deliberate } from './sitting.js';

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
    const confirming = bound(confirmMinutes, { ...byChair, seal: testSeal });
    const drafting = (reasons: readonly string[]) =>
      bound(draftMinutes, { summary: '회의 결과', items: [{ item: 2, reasons }] });
    const publishing = (on: string) => bound(publishSession, { by: 'ministry', number: '제62호', on });
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

  it('R-34: seals texts that can be erased by their digests, so that the seal holds without them', () => {
    const on3 = { item: 1, memberId: 'member-3' };
    const exclusion = { ...on3, ground: 'B', evidence: '용역 계약서', by: 'SECRETARY' } as const;
    const session = opened(noticed(caseNo(1), caseNo(2)), 14)
      .given(bound(excludeMember, exclusion))
      .given((state) => contestExclusion(state, { ...on3, by: { sub: 'member-3' }, reason: '사실과 다르다' }))
      .given(bound(openRecusalBallot, { ...byChair, ...on3 }))
      .given(bound(decideGroundE, { ...byChair, ...on3, reason: '기권으로 부결', box: testBox }))
      .given(bound(deliberate, { ...byChair, item: 2 }))
      .given(bound(deferItem, { ...byChair, item: 2, reason: '자료 부족', requests: ['재무제표'] }))
      .given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
      .given(bound(draftMinutes, { summary: '회의 결과', items: [] }));
    // The exclusion fell, and its note went with it; what is left to erase is the resolution and the deferral.
    const texts = erasableTexts(session.state);
    expect(texts).toEqual([
      { place: '1 ballot 1', text: '기권으로 부결' },
      { place: '2 deferral', text: '자료 부족' },
    ]);
    const digests = texts.map(({ place }) => ({ place, digest: `digest of ${place}` }));
    const seal = { ...testSeal, texts: digests };
    const confirmed = session.given(bound(confirmMinutes, { ...byChair, seal }));
    const record = canonicalJson(minutesRecord(confirmed.state));
    expect(record).toBe(canonicalJson(minutesRecord(session.state, digests)));
    for (const { text, place } of texts)
      expect([record.includes(text), record.includes(`digest of ${place}`)]).toEqual([false, true]);
    const erased = confirmed.history.map((event) => ({ ...event, ...('reason' in event && { reason: null }) }));
    const after = nothing.given(...erased.map((event) => [event as never])).state;
    expect(erasableTexts(after)).toEqual([]);
    // The instants of the fold are those of the spec here, and not the point.
    const timeless = (state: SessionState) => canonicalJson(minutesRecord(state)).replaceAll(/20\d\d-[\d:.TZ-]+/g, '');
    expect(timeless(after)).toBe(timeless(confirmed.state));
  });

  it('records ballots on members and the attendance of every convocation', () => {
    const first = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 2).given(bound(adjournSession, inOffice));
    const again = first.on('2025-09-20').given(bound(noticeSession, { ...notice, on: '2025-10-17' }));
    const late = again.on('2025-10-17 14:00').given(bound(recordAttendance, { memberId: 'chair' }));
    expect(minutesRecord(late.state).attendance.map(({ convocation, memberId }) => [convocation, memberId])).toEqual([
      [1, 'chair'],
      [1, 'member-1'],
      [2, 'chair'],
    ]);
  });

  it('are drafted, confirmed and published by three people: nobody approves their own work', () => {
    const closed = counted(voted(votingOn(decided, 2), 2, ...votesOf(7, 7)), 2).given(bound(closeSession, byChair));
    const draft = { summary: '회의 결과', items: [{ item: 2, reasons: ['보안 미흡'] }] };
    const confirming = bound(confirmMinutes, { ...byChair, seal: testSeal });
    const person = (sub: string) => ({ kind: 'person', sub, roles: [] }) as const;
    closed.by(person('chair')).given(bound(draftMinutes, draft)).when(confirming).thenRefused('OWN_WORK');
    const confirmed = closed
      .by(person('secretary'))
      .given(bound(draftMinutes, draft))
      .by(person('chair'))
      .given(confirming);
    const publishing = (by: string) => bound(publishSession, { by, number: '제62호', on: '2025-09-19' });
    confirmed.when(publishing('secretary')).thenRefused('OWN_WORK');
    confirmed.when(publishing('chair')).thenRefused('OWN_WORK');
    confirmed.when(publishing('ministry')).thenEvents('SessionPublished');
  });
});
