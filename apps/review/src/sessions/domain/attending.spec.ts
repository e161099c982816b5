import type { Decide } from '#testing/specification.js';
import {
  attended,
  bound,
  byChair,
  caseNo,
  counted,
  declaring,
  inOffice,
  itemIn,
  noticed,
  opened,
  planned,
  roster,
  testBox,
  voted,
  votingOn,
  type SessionSpec,
} from '../testing/session.steps.js';
import { admitMembers, recordAttendance, strikeMember, type AttendanceEntry } from './attending.js';
import { adjournSession, cancelSession } from './convening.js';
import { castRecusalVote, openRecusalBallot } from './resolving.js';
import type { SessionEvent } from './session.events.js';
import { coversInstant, presentAt, staysOf } from './session.rules.js';
import type { RosterMember, SessionState } from './session.state.js';
import { closeSession } from './sitting.js';

const on2 = 'member-2';
const recording = (entry: Omit<AttendanceEntry, 'memberId'> = {}): Decide<SessionState, SessionEvent> =>
  bound(recordAttendance, { memberId: on2, ...entry });
/** An hour of the session day. */
const hour = (text: string) => `2025-09-19T${text}:00+09:00`;
const at = (spec: SessionSpec, text: string) => spec.on(`2025-09-19 ${text}`);
const day = noticed(caseNo(1)).on('2025-09-19 14:00');

describe('R-08: an entry of attendance', () => {
  it('begins now unless it says when, on the day of the session and not in the future', () => {
    day
      .when(recording())
      .thenEvents({ type: 'AttendanceRecorded', data: { memberId: on2, stay: 1, from: '2025-09-19T05:00:00.000Z' } });
    day
      .when(recording({ from: hour('13:50') }))
      .thenEvents({ type: 'AttendanceRecorded', data: { from: '2025-09-19T04:50:00.000Z' } });
    day.when(recording({ from: hour('00:00') })).thenEvents('AttendanceRecorded');
    day.when(recording({ from: '2025-09-18T23:59:00+09:00' })).thenRefused('ATTENDANCE_TIME');
    day.when(recording({ from: hour('14:01') })).thenRefused('ATTENDANCE_TIME');
    day.when(bound(recordAttendance, { memberId: 'stranger' })).thenRefused('NOT_A_MEMBER');
  });

  it('ends between its beginning and now', () => {
    const coming = (to: string) => day.when(recording({ from: hour('13:00'), to: hour(to) }));
    coming('13:00').thenEvents('AttendanceRecorded');
    coming('14:00').thenEvents({ type: 'AttendanceRecorded', data: { to: '2025-09-19T05:00:00.000Z' } });
    coming('12:59').thenRefused('ATTENDANCE_TIME');
    coming('14:01').thenRefused('ATTENDANCE_TIME');
  });

  it('is about the last stay while the member is in the room, and about the next one after they left', () => {
    const here = day.given(recording());
    const left = at(here, '15:00').given(recording({ to: hour('14:30') }));
    expect(staysOf(left.state, on2)).toMatchObject([
      { from: '2025-09-19T05:00:00.000Z', to: '2025-09-19T05:30:00.000Z' },
    ]);
    // A later leaving corrects the first one; the same entry without any time is a return.
    const corrected = left.given(recording({ to: hour('14:40') }));
    expect(staysOf(corrected.state, on2)).toMatchObject([{ to: '2025-09-19T05:40:00.000Z' }]);
    expect(staysOf(left.given(recording()).state, on2)).toMatchObject([{}, { from: '2025-09-19T06:00:00.000Z' }]);
    expect(staysOf(left.given(recording({ from: hour('14:30') })).state, on2)).toHaveLength(2);
    expect(staysOf(left.given(recording({ from: hour('14:29') })).state, on2)).toHaveLength(1);
    // An open stay is corrected as a whole, whenever the entry begins.
    expect(staysOf(at(here, '15:00').given(recording({ from: hour('14:50') })).state, on2)).toEqual([
      { memberId: on2, convocation: 1, from: '2025-09-19T05:50:00.000Z' },
    ]);
  });

  it('of one member leaves the stays of others as they are', () => {
    const two = attended(day, 3).given(recording({ to: hour('14:00') }));
    expect(two.state.attendance.map(({ memberId }) => memberId)).toEqual(['chair', 'member-1', on2]);
    expect(presentAt(two.state, two.moment.at).map(({ memberId }) => memberId)).toEqual(['chair', 'member-1']);
  });

  it('covers its first instant and not its last', () => {
    const stay = { from: '2025-09-19T05:00:00.000Z', to: '2025-09-19T06:00:00.000Z' };
    const covered = (text: string) => coversInstant([stay], new Date(text));
    expect(
      ['04:59:59.999', '05:00:00.000', '05:59:59.999', '06:00:00.000'].map((time) => covered(`2025-09-19T${time}Z`)),
    ).toEqual([false, true, true, false]);
  });

  it('is taken of a convened session only', () => {
    planned.on('2025-09-19 14:00').when(recording()).thenRefused('ATTENDANCE_CLOSED');
    const closed = opened(noticed(caseNo(1)), 14).given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }));
    closed.when(recording()).thenRefused('ATTENDANCE_CLOSED');
  });

  it('asks of a latecomer, and of no one who is corrected or barred, to declare first', () => {
    const barred = opened(noticed(caseNo(1, { barred: ['member-15'] }), caseNo(2)), 14);
    const late = (memberId: string) => bound(recordAttendance, { memberId });
    barred.when(late('member-16')).thenRefused('DECLARATION_MISSING');
    barred.when(late('member-15')).thenRefused('DECLARATION_MISSING');
    const declared =
      (item: number): Decide<SessionState, SessionEvent> =>
      (state) =>
        declaring('member-15')({ ...state, agenda: state.agenda.filter((one) => one.item === item) }, barred.moment);
    barred.given(declared(2)).when(late('member-15')).thenEvents('AttendanceRecorded');
    barred.given(declared(1)).when(late('member-15')).thenRefused('DECLARATION_MISSING');
    // Before the session is open, nobody is late.
    noticed(caseNo(1)).on('2025-09-19 14:00').when(late('member-16')).thenEvents('AttendanceRecorded');
    // What was decided needs no declaration of who comes after it.
    const decided = counted(votingOn(opened(noticed(caseNo(1)), 14), 1), 1);
    decided.when(late('member-16')).thenEvents('AttendanceRecorded');
  });
});

describe('The roster of a session', () => {
  const appointed: RosterMember = { memberId: 'new', role: 'MEMBER', official: false, termTo: '2027-09-11' };
  const joining = (state: SessionState) => admitMembers(state, () => [...roster, appointed]);

  it('R-06: grows from the notice until the session closes', () => {
    planned.when(joining).thenEvents();
    day.when(joining).thenEvents({ type: 'MemberJoined', data: appointed });
    attended(day, 2).given(bound(adjournSession, inOffice)).when(joining).thenEvents();
    const open = opened(noticed(caseNo(1)), 14);
    open.when(joining).thenEvents('MemberJoined');
    open
      .given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
      .when(joining)
      .thenEvents();
  });

  it('R-06: follows what a renewal or a new office makes of a member, one field at a time', () => {
    const [first] = roster.slice(10);
    for (const change of [{ termTo: '2029-08-03' }, { role: 'CHAIR' }, { official: true }] as const) {
      const seat = { ...first, ...change } as RosterMember;
      day.when((state) => admitMembers(state, () => [seat])).thenEvents({ type: 'MemberJoined', data: seat });
    }
    day.when((state) => admitMembers(state, () => roster.slice(10, 11))).thenEvents();
  });

  it('loses who leaves the committee, with votes that are not counted yet and what they declared', () => {
    const striking = bound(strikeMember, on2);
    planned.when(striking).thenEvents();
    day.when(striking).thenEvents({ type: 'MemberStruck', data: { memberId: on2 } });
    attended(day, 2).given(bound(adjournSession, inOffice)).when(striking).thenEvents('MemberStruck');
    day.when(bound(strikeMember, 'stranger')).thenEvents();
    day
      .given(bound(cancelSession, { ...byChair, reason: '취소' }))
      .when(striking)
      .thenEvents();
    const on4 = { item: 1, memberId: 'member-4' };
    const cast = (n: number) =>
      bound(castRecusalVote, {
        ...on4,
        voterId: `member-${n}`,
        by: { sub: `member-${n}` },
        vote: 'YES' as const,
        box: testBox,
      });
    const balloting = opened(noticed(caseNo(1), caseNo(2)), 14)
      .given(bound(openRecusalBallot, { ...byChair, ...on4 }))
      .given(cast(2), cast(3));
    const voting = voted(votingOn(balloting, 2), 2, [2, 'YES'], [3, 'NO']);
    const struck = voting.given(striking);
    expect(struck.state.roster.some(({ memberId }) => memberId === on2)).toBe(false);
    expect(itemIn(struck, 1).ballots.flatMap(({ votes }) => votes.map(({ memberId }) => memberId))).toEqual([
      'member-3',
    ]);
    expect(itemIn(struck, 2).votes.map(({ memberId }) => memberId)).toEqual(['member-3']);
    expect([1, 2].map((n) => itemIn(struck, n).cleared.includes(on2))).toEqual([false, false]);
    expect(itemIn(struck, 1).cleared).toContain('member-3');
  });
});
