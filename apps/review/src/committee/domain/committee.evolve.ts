import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { CommitteeEvent } from './committee.events.js';
import type { CommitteeState } from './committee.state.js';

export const evolve = evolution<CommitteeState, CommitteeEvent>()(
  {
    // The first appointment makes the committee.
    MemberAppointed: ({ data: { replaces: _, ...terms }, details }, state) => ({
      ...state,
      members: [
        ...(state?.members ?? []).filter(({ memberId }) => memberId !== terms.memberId),
        { ...terms, ...details },
      ],
    }),
  },
  (state, event) => {
    switch (event.type) {
      case 'MemberDismissed': {
        const { memberId, on } = event.data;
        const { ground } = event.details;
        const as = ground === 'OWN_WISH' ? 'RESIGNED' : 'DISMISSED';
        const members = state.members.map((member) =>
          member.memberId === memberId ? { ...member, left: { on, as } as const } : member,
        );
        return { ...state, members };
      }
      case 'ActingChairNamed':
        return { ...state, actingChairId: event.data.memberId };
    }
  },
);

/** What acts of the ministry change. ACTIVE and EXPIRED come by date alone, without an event: `standingOn`. */
export const memberMachine: StatusMachine<CommitteeState> = {
  name: 'member',
  statusesOf: ({ members }) =>
    Object.fromEntries(members.map(({ memberId, left }) => [memberId, left?.as ?? 'APPOINTED'])),
  edges: {
    MemberAppointed: { NEW: 'APPOINTED', RESIGNED: 'APPOINTED', DISMISSED: 'APPOINTED' },
    MemberDismissed: { APPOINTED: ['RESIGNED', 'DISMISSED'] },
  },
};
