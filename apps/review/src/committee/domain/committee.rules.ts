import { addDays, addYears, type Day } from '#common/kernel/day.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import type { CommitteeState, Gender, Member, MemberStanding, Term } from './committee.state.js';

/** Whether a term covers a day: both its first and its last day belong to it, the day of leaving does not. */
export const covers = ({ from, to, left }: Term, day: Day): boolean =>
  from <= day && (to === undefined || day <= to) && (left === undefined || day < left.on);

/** The term by which a member is in office on a day. */
export const termOn = (member: Member, day: Day): Term | undefined => member.terms.find((term) => covers(term, day));

export function standingOn(member: Member, day: Day): MemberStanding {
  if (termOn(member, day) !== undefined) return 'ACTIVE';
  if (member.terms.some((term) => day < term.from && term.left === undefined)) return 'APPOINTED';
  const left = leavingOf(member);
  return left !== undefined && left.on <= day ? left.as : 'EXPIRED';
}

/** The term to show of a member on a day: the running one, else the next, else the last. */
export const shownTerm = (member: Member, day: Day): Term =>
  termOn(member, day) ??
  member.terms.find((term) => day < term.from && term.left === undefined) ??
  member.terms.at(-1) ??
  member.terms[0];

/** The members in office on a day (재적위원). */
export const membersOn = (state: CommitteeState, day: Day): readonly Member[] =>
  state.members.filter((member) => termOn(member, day) !== undefined);

/** A member in office on a day, with what that day's term makes of them. */
export interface Seat {
  readonly memberId: string;
  readonly role: Term['role'];
  readonly official: boolean;
  /** The last day of this term and of those that follow it without a gap; absent without an end. */
  readonly termTo?: Day;
}

export const seatsOn = (state: CommitteeState, day: Day): readonly Seat[] =>
  state.members.flatMap((member) => {
    const term = termOn(member, day);
    if (term === undefined) return [];
    const termTo = lastDayInOffice(member, term);
    return [
      {
        memberId: member.memberId,
        role: term.role,
        official: term.official,
        ...(termTo !== undefined && { termTo }),
      },
    ];
  });

/** A renewal that begins on the day after a term continues the office. */
function lastDayInOffice({ terms }: Member, term: Term): Day | undefined {
  const last = lastDayOf(term);
  if (last === undefined) return undefined;
  const next = terms.find((other) => other !== term && covers(other, addDays(last, 1)));
  return next === undefined ? last : lastDayInOffice({ terms } as Member, next);
}

/** The last day that belongs to a term which has days. */
export function lastDayOf({ to, left }: Term): Day | undefined {
  if (left === undefined) return to;
  const before = addDays(left.on, -1);
  return to !== undefined && to < before ? to : before;
}

/** How a member left (사임·해촉), when no appointment has followed. */
export function leavingOf({ terms }: Member): Term['left'] {
  const left = terms
    .flatMap((term) => term.left ?? [])
    .sort((one, other) => (one.on < other.on ? -1 : 1))
    .at(-1);
  const returns = terms.some(
    (term) => term.left === undefined && left !== undefined && (term.to === undefined || term.to >= left.on),
  );
  return returns ? undefined : left;
}

/** Resigned or dismissed, and not appointed again since. */
export function hasLeft(state: CommitteeState, memberId: string): boolean {
  const member = state.members.find((candidate) => candidate.memberId === memberId);
  return member !== undefined && leavingOf(member) !== undefined;
}

/**
 * The last day of a term of office that begins on `from` (decree Art. 15-3: two years). It is the day before the one
 * with the same date; where the last month has no such date, the last day of that month (Civil Act Art. 160 (2), (3)).
 */
export function endOfTerm(from: Day, policy: PolicyValues): Day {
  const same = addYears(from, policy['review.memberTermYears']);
  return same.slice(5) === from.slice(5) ? addDays(same, -1) : same;
}

/** Whether any day of a term was or will be served: one that is given back before it begins has none. */
export const hasDays = (term: Term): boolean => covers(term, term.from);

/** Whether two terms have a day in common. */
export const meet = (one: Term, other: Term): boolean =>
  hasDays(one) && hasDays(other) && (covers(one, other.from) || covers(other, one.from));

/**
 * The most members in office on any one day of a term, its holder apart. The number grows only where a term
 * begins, so those days are enough.
 */
export function mostAlongside(others: readonly Member[], term: Term): number {
  const days = [term.from, ...others.flatMap(({ terms }) => terms.map(({ from }) => from))];
  const on = (day: Day) => others.filter((member) => termOn(member, day) !== undefined).length;
  return Math.max(...days.filter((day) => covers(term, day)).map(on), 0);
}

/** How the members in office on a day are composed: numbers only (decree Art. 15-3: gender is considered). */
export interface Composition {
  readonly on: Day;
  readonly members: GenderCount;
  readonly officials: GenderCount;
  readonly nonOfficials: GenderCount;
}

export interface GenderCount {
  readonly total: number;
  readonly female: number;
  readonly male: number;
  /** Not stated, or erased. */
  readonly unknown: number;
}

export function compositionOn(state: CommitteeState, on: Day): Composition {
  const inOffice = membersOn(state, on);
  const officials = inOffice.filter((member) => termOn(member, on)?.official === true);
  const nonOfficials = inOffice.filter((member) => !officials.includes(member));
  return {
    on,
    members: countByGender(inOffice),
    officials: countByGender(officials),
    nonOfficials: countByGender(nonOfficials),
  };
}

function countByGender(members: readonly Member[]): GenderCount {
  const count = (gender: Gender) => members.filter((member) => member.gender === gender).length;
  const female = count('FEMALE');
  const male = count('MALE');
  return { total: members.length, female, male, unknown: members.length - female - male };
}

/** The chair, and the member whom the chair named to act in the chair's absence (직무대행), on one day. */
export interface Presidency {
  readonly chairId?: string;
  readonly actingChairId?: string;
}

export function presidencyOn(state: CommitteeState, day: Day): Presidency {
  const inOffice = membersOn(state, day);
  const chair = inOffice.find((member) => termOn(member, day)?.role === 'CHAIR');
  const acting = inOffice.find((member) => member.memberId === state.actingChairId);
  return {
    ...(chair && { chairId: chair.memberId }),
    ...(acting && { actingChairId: acting.memberId }),
  };
}
