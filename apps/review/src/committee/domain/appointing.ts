import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import type { CommitteeEvent } from './committee.events.js';
import { covers, endOfTerm, hasDays, meet, mostAlongside } from './committee.rules.js';
import type { CommitteeState, Gender, MemberRole, Qualification, Term } from './committee.state.js';

export interface Appointment {
  readonly memberId: string;
  readonly name: string;
  readonly gender?: Gender;
  readonly role: MemberRole;
  readonly official: boolean;
  readonly qualification: Qualification;
  readonly termFrom: Day;
  /** A member who left early and whose remaining term this one serves. */
  readonly replaces?: string;
}

/** The ministry appoints (위촉) a member, renews a term, or fills a seat for the rest of a term. */
export function appointMember(
  state: CommitteeState | undefined,
  appointment: Appointment,
  moment: Moment,
): readonly CommitteeEvent[] {
  const committee = state ?? { members: [] };
  const { memberId, name, gender, role, official, qualification, termFrom, replaces } = appointment;
  ensure(official === (qualification === 'SENIOR_OFFICIAL'), () =>
    invalid('QUALIFICATION_MISMATCH', 'Officials, and only they, qualify as SENIOR_OFFICIAL (decree Art. 15-3).'),
  );
  ensure(role === 'MEMBER' || official, () =>
    invalid('CHAIR_NOT_OFFICIAL', 'The chair is an official of the ministry (decree Art. 15-3).'),
  );
  const termTo = official ? undefined : (inherited(committee, appointment) ?? endOfTerm(termFrom, moment.policy));
  const term: Term = { from: termFrom, ...(termTo !== undefined && { to: termTo }), role, official, qualification };
  ensureOwnTerms(committee, appointment, term, moment);
  const others = committee.members.filter((member) => member.memberId !== memberId);
  const max = moment.policy['review.rosterMax'];
  ensure(mostAlongside(others, term) < max, () =>
    wrongState('COMMITTEE_FULL', `The committee has ${max} members at most, the chair included (decree Art. 15-3).`),
  );
  const chairs = others.flatMap(({ terms }) => terms.filter((other) => other.role === 'CHAIR'));
  ensure(role === 'MEMBER' || !chairs.some((other) => meet(other, term)), () =>
    wrongState('CHAIR_EXISTS', 'The committee has a chair in that time: dismiss the chair first.'),
  );
  return [
    {
      type: 'MemberAppointed',
      data: { memberId, termFrom, ...(termTo !== undefined && { termTo }) },
      details: {
        name,
        ...(gender !== undefined && { gender }),
        role,
        official,
        qualification,
        ...(replaces !== undefined && { replaces }),
      },
    },
  ];
}

/** Terms never meet, and a non-official has two at most: two years, renewable once (decree Art. 15-3). */
function ensureOwnTerms(
  committee: CommitteeState,
  { memberId, official }: Appointment,
  term: Term,
  { policy }: Moment,
): void {
  const before = committee.members.find((member) => member.memberId === memberId)?.terms ?? [];
  const clash = before.find((other) => meet(other, term));
  ensure(clash === undefined, () =>
    wrongState(
      'MEMBER_IN_OFFICE',
      `${memberId} is in office from ${clash?.from ?? ''} to ${clash?.to ?? 'no fixed day'} already: a renewal begins on the day after.`,
    ),
  );
  const most = 1 + policy['review.memberTermRenewalsMax'];
  const served = before.filter((other) => countsAsTerm(other, policy)).length;
  ensure(official || served < most, () =>
    wrongState(
      'TERM_LIMIT_REACHED',
      `${memberId} has had ${served} terms; a non-official has ${most} at most (decree Art. 15-3).`,
    ),
  );
}

/** A term as an official has no limit. One that was given back before it began was not served. */
const countsAsTerm = (term: Term, policy: PolicyValues): boolean =>
  !term.official && (term.replaces === undefined || policy['review.inheritedTermCounts']) && hasDays(term);

/**
 * The end of the term that a replacement serves: it begins after the other has left, and no second replacement has it.
 * Of several terms that were given back, the one that would have ended last.
 */
function inherited(committee: CommitteeState, { replaces, termFrom }: Appointment): Day | undefined {
  if (replaces === undefined) return undefined;
  const unfinished = (committee.members.find((member) => member.memberId === replaces)?.terms ?? [])
    .filter(({ from, left }) => left !== undefined && left.on <= termFrom && from <= termFrom)
    .flatMap(({ to }) => (to !== undefined && termFrom <= to ? [to] : []));
  const end = unfinished.sort().at(-1);
  const isServed = committee.members.some(({ terms }) =>
    terms.some((term) => term.replaces === replaces && covers(term, termFrom)),
  );
  ensure(end !== undefined && !isServed, () =>
    invalid(
      'NOTHING_TO_REPLACE',
      `${replaces} left no unfinished term that covers ${termFrom} and that no replacement serves.`,
    ),
  );
  return end;
}
