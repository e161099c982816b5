import { addDays, addYears, type Day } from '#common/kernel/day.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import type { CommitteeState, Member, MemberStanding } from './committee.state.js';

export function standingOn(member: Member, day: Day): MemberStanding {
  if (member.left !== undefined && member.left.on <= day) return member.left.as;
  if (day < member.termFrom) return 'APPOINTED';
  return member.termTo !== undefined && member.termTo < day ? 'EXPIRED' : 'ACTIVE';
}

/** The members in office on a day (재적위원). */
export const membersOn = (state: CommitteeState, day: Day): readonly Member[] =>
  state.members.filter((member) => standingOn(member, day) === 'ACTIVE');

/** Resigned or dismissed, and not appointed again since. */
export const hasLeft = (state: CommitteeState, memberId: string): boolean =>
  state.members.find((member) => member.memberId === memberId)?.left !== undefined;

/** The last day of a term of office that begins on `from` (decree Art. 15-3: two years). */
export const endOfTerm = (from: Day, policy: PolicyValues): Day =>
  addDays(addYears(from, policy['review.memberTermYears']), -1);

/** Members whose time in office meets the days from `from` to `to`; a term without an end is never over. */
export const overlapping = (state: CommitteeState, from: Day, to: Day | undefined): readonly Member[] =>
  state.members.filter(
    (member) =>
      (member.termTo === undefined || member.termTo >= from) &&
      (to === undefined || member.termFrom <= to) &&
      (member.left === undefined || member.left.on > from),
  );

/** The chair, and the member whom the chair named to act in the chair's absence (직무대행), on one day. */
export interface Presidency {
  readonly chairId?: string;
  readonly actingChairId?: string;
}

export function presidencyOn(state: CommitteeState, day: Day): Presidency {
  const inOffice = membersOn(state, day);
  const chair = inOffice.find((member) => member.role === 'CHAIR');
  const acting = inOffice.find((member) => member.memberId === state.actingChairId);
  return {
    ...(chair && { chairId: chair.memberId }),
    ...(acting && { actingChairId: acting.memberId }),
  };
}
