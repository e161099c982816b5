import { Given, moment, refusalOf } from '../../testing/given.js';
import { appointMember, dismissMember, evolve, nameActingChair, type Appointment } from './committee.js';
import type { CommitteeEvent } from './committee.events.js';
import { hasLeft, membersOn, presidencyOn, standingOn } from './committee.rules.js';
import type { CommitteeState } from './committee.state.js';

const appointment = (n: number, change: Partial<Appointment> = {}): Appointment => ({
  memberId: `member-${n}`,
  name: `위원 ${n}`,
  role: 'MEMBER',
  official: n % 2 === 0,
  qualification: n % 2 === 0 ? 'SENIOR_OFFICIAL' : 'PROFESSOR',
  termFrom: '2025-08-04',
  ...change,
});

const chair = appointment(0, { memberId: 'chair', role: 'CHAIR' });

function committeeOf(...appointments: readonly Appointment[]) {
  const given = new Given<CommitteeState, CommitteeEvent>(evolve, moment('2025-08-04 10:00'));
  let state: CommitteeState | undefined;
  for (const each of appointments) {
    given.record(appointMember(state, each, given.now));
    state = given.state;
  }
  return given;
}

describe('the committee', () => {
  it('has twenty members at most, the chair included', () => {
    const twenty = committeeOf(chair, ...Array.from({ length: 19 }, (_, n) => appointment(n + 1)));
    expect(membersOn(twenty.state, '2025-08-04')).toHaveLength(20);
    expect(refusalOf(() => appointMember(twenty.state, appointment(20), twenty.now))).toBe('COMMITTEE_FULL');
  });

  it('has one chair, who is an official', () => {
    const given = committeeOf(chair);
    const second = appointment(2, { role: 'CHAIR' });
    expect(refusalOf(() => appointMember(given.state, second, given.now))).toBe('CHAIR_EXISTS');
    const professor = appointment(1, { role: 'CHAIR' });
    expect(refusalOf(() => appointMember(given.state, professor, given.now))).toBe('CHAIR_NOT_OFFICIAL');
  });

  it('gives non-officials two years, renewable once, and officials no end', () => {
    const given = committeeOf(appointment(1), appointment(2));
    expect(given.state.members.map((member) => member.termTo)).toEqual(['2027-08-03', undefined]);
    const renewal = (termFrom: string) => appointMember(given.state, appointment(1, { termFrom }), given.now);
    expect(refusalOf(() => renewal('2027-08-03'))).toBe('MEMBER_IN_OFFICE');
    given.record(renewal('2027-08-04'));
    expect(given.state.members.find((member) => member.memberId === 'member-1')).toMatchObject({ termNo: 2 });
    expect(refusalOf(() => renewal('2029-08-04'))).toBe('TERM_LIMIT_REACHED');
  });

  it('counts a member whose term ends today as a member of today', () => {
    const [member] = committeeOf(appointment(1)).state.members;
    expect(member && ['2025-08-03', '2027-08-03', '2027-08-04'].map((day) => standingOn(member, day))).toEqual([
      'APPOINTED',
      'ACTIVE',
      'EXPIRED',
    ]);
  });

  it('lets a replacement serve the rest of the term only', () => {
    const given = committeeOf(appointment(1));
    const replacement = appointment(3, { replaces: 'member-1', termFrom: '2025-08-05' });
    expect(refusalOf(() => appointMember(given.state, replacement, given.now))).toBe('NOTHING_TO_REPLACE');
    const leaving = { memberId: 'member-1', ground: 'OWN_WISH', reason: '일신상의 사유' } as const;
    given.record(dismissMember(given.state, leaving, given.now));
    expect(refusalOf(() => dismissMember(given.state, leaving, given.now))).toBe('MEMBER_NOT_IN_OFFICE');
    given.record(appointMember(given.state, replacement, given.now));
    expect(given.state.members.find((member) => member.memberId === 'member-3')?.termTo).toBe('2027-08-03');
  });

  it('has been left by who resigned, until the next appointment', () => {
    const given = committeeOf(appointment(1), appointment(2));
    given.record(dismissMember(given.state, { memberId: 'member-1', ground: 'OWN_WISH', reason: '전보' }, given.now));
    expect(['member-1', 'member-2', 'stranger'].map((id) => hasLeft(given.state, id))).toEqual([true, false, false]);
    given.record(appointMember(given.state, appointment(1, { termFrom: '2025-08-05' }), given.now));
    expect(hasLeft(given.state, 'member-1')).toBe(false);
  });

  it('lets the chair, and nobody else, name the acting chair among the members in office', () => {
    const given = committeeOf(chair, appointment(1));
    const name = (memberId: string, by: string) => nameActingChair(given.state, { memberId, by }, given.now);
    expect(refusalOf(() => name('member-1', 'member-1'))).toBe('FORBIDDEN');
    expect(refusalOf(() => name('chair', 'chair'))).toBe('ACTING_CHAIR_IS_CHAIR');
    expect(refusalOf(() => name('member-9', 'chair'))).toBe('MEMBER_NOT_IN_OFFICE');
    given.record(name('member-1', 'chair'));
    expect(presidencyOn(given.state, '2025-08-04')).toEqual({ chairId: 'chair', actingChairId: 'member-1' });
  });
});
