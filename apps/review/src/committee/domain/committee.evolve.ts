import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { FactOf } from '#common/aggregates/fact.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { CommitteeEvent } from './committee.events.js';
import { leavingOf } from './committee.rules.js';
import type { CommitteeState, Member, Term } from './committee.state.js';

export const evolve = evolution<CommitteeState, CommitteeEvent>()(
  {
    // The first appointment makes the committee.
    MemberAppointed: (event, state) => ({ ...state, members: appointed(state?.members ?? [], event) }),
  },
  (state, event) => {
    switch (event.type) {
      case 'MemberDismissed': {
        const { memberId, on } = event.data;
        const as = event.details.ground === 'OWN_WISH' ? 'RESIGNED' : 'DISMISSED';
        const members = state.members.map((member) =>
          member.memberId === memberId ? withTerms(member, (term) => endedEarly(term, { on, as })) : member,
        );
        return { ...state, members };
      }
      case 'ActingChairNamed':
        return { ...state, actingChairId: event.data.memberId };
    }
  },
);

/** A new person, or the next term of a member: in both cases the ministry's newest word on name and gender. */
function appointed(
  members: readonly Member[],
  { data, details }: Recorded<FactOf<CommitteeEvent, 'MemberAppointed'>>,
): readonly Member[] {
  const { memberId, termFrom: from, termTo: to } = data;
  const { role, official, qualification, replaces, ...identity } = details;
  const term: Term = {
    from,
    ...(to !== undefined && { to }),
    role,
    official,
    qualification,
    ...(replaces !== undefined && { replaces }),
  };
  const before = members.find((member) => member.memberId === memberId)?.terms ?? [];
  const [first = term, ...later] = [...before, term].sort((one, other) =>
    one.from < other.from ? -1 : one.from > other.from ? 1 : 0,
  );
  const others = members.filter((member) => member.memberId !== memberId);
  return [...others, { memberId, terms: [first, ...later], ...identity }];
}

const withTerms = (member: Member, change: (term: Term) => Term): Member => {
  const [first, ...later] = member.terms;
  return { ...member, terms: [change(first), ...later.map(change)] };
};

/** The running term and those to come end; what was served stays as it was. */
const endedEarly = (term: Term, left: NonNullable<Term['left']>): Term =>
  term.left !== undefined || (term.to !== undefined && term.to < left.on) ? term : { ...term, left };

/** What acts of the ministry change. ACTIVE and EXPIRED come by date alone, without an event: `standingOn`. */
export const memberMachine: StatusMachine<CommitteeState> = {
  name: 'member',
  statusesOf: ({ members }) =>
    Object.fromEntries(members.map((member) => [member.memberId, leavingOf(member)?.as ?? 'APPOINTED'])),
  edges: {
    MemberAppointed: { NEW: 'APPOINTED', RESIGNED: 'APPOINTED', DISMISSED: 'APPOINTED' },
    MemberDismissed: { APPOINTED: ['RESIGNED', 'DISMISSED'] },
  },
};
