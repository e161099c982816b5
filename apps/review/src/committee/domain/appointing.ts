import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { CommitteeEvent } from './committee.events.js';
import { endOfTerm, overlapping } from './committee.rules.js';
import type { CommitteeState, Gender, MemberRole, Qualification } from './committee.state.js';

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
  const termNo = nextTermNo(committee, appointment, moment);
  const termTo = official
    ? undefined
    : (inherited(committee, replaces, termFrom) ?? endOfTerm(termFrom, moment.policy));
  const others = overlapping(committee, termFrom, termTo).filter((member) => member.memberId !== memberId);
  const max = moment.policy['review.rosterMax'];
  ensure(others.length < max, () =>
    wrongState('COMMITTEE_FULL', `The committee has ${max} members at most, the chair included (decree Art. 15-3).`),
  );
  ensure(role === 'MEMBER' || others.every((member) => member.role !== 'CHAIR'), () =>
    wrongState('CHAIR_EXISTS', 'The committee has a chair in that time: dismiss the chair first.'),
  );
  return [
    {
      type: 'MemberAppointed',
      data: {
        memberId,
        role,
        official,
        qualification,
        termFrom,
        ...(termTo !== undefined && { termTo }),
        termNo,
        ...(replaces !== undefined && { replaces }),
      },
      details: { name, ...(gender !== undefined && { gender }) },
    },
  ];
}

/** Non-officials serve two years, renewable once (decree Art. 15-3). */
function nextTermNo(committee: CommitteeState, { memberId, official, termFrom }: Appointment, moment: Moment): number {
  const before = committee.members.find((member) => member.memberId === memberId);
  if (before === undefined) return 1;
  const over = before.left !== undefined || (before.termTo !== undefined && before.termTo < termFrom);
  ensure(over, () => wrongState('MEMBER_IN_OFFICE', `${memberId} is in office on ${termFrom} already.`));
  const terms = 1 + moment.policy['review.memberTermRenewalsMax'];
  ensure(official || before.termNo < terms, () =>
    wrongState(
      'TERM_LIMIT_REACHED',
      `${memberId} has served ${terms} terms; the term is renewable once (decree Art. 15-3).`,
    ),
  );
  return before.termNo + 1;
}

function inherited(committee: CommitteeState, replaces: string | undefined, termFrom: Day): Day | undefined {
  if (replaces === undefined) return undefined;
  const left = committee.members.find((member) => member.memberId === replaces);
  ensure(left?.left !== undefined && left.termTo !== undefined && left.termTo >= termFrom, () =>
    invalid('NOTHING_TO_REPLACE', `${replaces} left no unfinished term that a replacement could serve.`),
  );
  return left.termTo;
}
