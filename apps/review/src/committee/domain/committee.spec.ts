import type { Decide } from '#testing/specification.js';
import { expectExactEdges } from '#testing/walk.js';
import { committeeType } from '../committee.type.js';
import { committeeView, CommitteeView } from '../committee.view.js';
import { appointment, appoints, chair, committeeOf } from '../testing/committee.js';
import type { CommitteeEvent } from './committee.events.js';
import { hasLeft, membersOn, presidencyOn, standingOn } from './committee.rules.js';
import type { CommitteeState, DismissalGround } from './committee.state.js';
import { dismissMember } from './dismissing.js';
import { nameActingChair } from './presiding.js';

type Step = Decide<CommitteeState, CommitteeEvent>;

const dismisses =
  (memberId: string, ground: DismissalGround = 'OWN_WISH'): Step =>
  (state, moment) =>
    dismissMember(state, { memberId, ground, reason: '일신상의 사유' }, moment);

describe('The committee', () => {
  it('has twenty members at most, the chair included', () => {
    const twenty = committeeOf(chair, ...Array.from({ length: 19 }, (_, n) => appointment(n + 1)));
    expect(membersOn(twenty.state, '2025-08-04')).toHaveLength(20);
    twenty.when(appoints(20)).thenRefused('COMMITTEE_FULL');
  });

  it('has one chair, who is an official', () => {
    const one = committeeOf(chair);
    one.when(appoints(2, { role: 'CHAIR' })).thenRefused('CHAIR_EXISTS');
    one.when(appoints(1, { role: 'CHAIR' })).thenRefused('CHAIR_NOT_OFFICIAL');
  });

  it('gives non-officials two years, renewable once, and officials no end', () => {
    const two = committeeOf(appointment(1), appointment(2));
    expect(two.state.members.map((member) => member.termTo)).toEqual(['2027-08-03', undefined]);
    two.when(appoints(1, { termFrom: '2027-08-03' })).thenRefused('MEMBER_IN_OFFICE');
    const renewed = two.given(appoints(1, { termFrom: '2027-08-04' }));
    expect(renewed.state.members.find((member) => member.memberId === 'member-1')).toMatchObject({ termNo: 2 });
    renewed.when(appoints(1, { termFrom: '2029-08-04' })).thenRefused('TERM_LIMIT_REACHED');
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
    const replaces = appoints(3, { replaces: 'member-1', termFrom: '2025-08-05' });
    const one = committeeOf(appointment(1));
    one.when(replaces).thenRefused('NOTHING_TO_REPLACE');
    const left = one.given(dismisses('member-1'));
    left.when(dismisses('member-1')).thenRefused('MEMBER_NOT_IN_OFFICE');
    const { state } = left.given(replaces);
    expect(state.members.find((member) => member.memberId === 'member-3')?.termTo).toBe('2027-08-03');
  });

  it('has been left by a member who resigned, until the next appointment', () => {
    const left = committeeOf(appointment(1), appointment(2)).given(dismisses('member-1'));
    expect(['member-1', 'member-2', 'stranger'].map((id) => hasLeft(left.state, id))).toEqual([true, false, false]);
    expect(hasLeft(left.given(appoints(1, { termFrom: '2025-08-05' })).state, 'member-1')).toBe(false);
  });

  it('lets the chair, and nobody else, name the acting chair among the members in office', () => {
    const given = committeeOf(chair, appointment(1));
    const names =
      (memberId: string, by: string): Step =>
      (state, moment) =>
        nameActingChair(state, { memberId, by }, moment);
    given.when(names('member-1', 'member-1')).thenRefused('FORBIDDEN');
    given.when(names('chair', 'chair')).thenRefused('ACTING_CHAIR_IS_CHAIR');
    given.when(names('member-9', 'chair')).thenRefused('MEMBER_NOT_IN_OFFICE');
    const { state } = given.given(names('member-1', 'chair'));
    expect(presidencyOn(state, '2025-08-04')).toEqual({ chairId: 'chair', actingChairId: 'member-1' });
  });

  it('keeps a member whose name was erased', () => {
    const [, ...others] = committeeOf(appointment(1), appointment(2)).history;
    const erased = { ...others[0], details: { name: null } } as CommitteeEvent;
    expect(committeeOf().given([erased]).state.members).toMatchObject([{ memberId: 'member-2', name: null }]);
  });

  it('has members whose statuses follow one another exactly as the diagram says', () => {
    expectExactEdges(committeeType, {
      from: committeeOf(appointment(1)),
      views: [[CommitteeView, (state) => committeeView({ id: 'c-1', version: 1, state }, '2025-09-19')]],
      daysMax: 60,
      commands: {
        appoint: (_, dice) => {
          const n = dice(4);
          return (state, moment) => appoints(n, { termFrom: moment.today })(state, moment);
        },
        dismiss: (_, dice) => dismisses(`member-${dice(4)}`, dice(2) === 0 ? 'OWN_WISH' : 'NEGLECT'),
      },
    });
  });
});
