import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { FactOf } from '#common/aggregates/fact.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import { dayOf } from '#common/kernel/day.js';
import type { InstitutionEvent } from './institution.events.js';
import type { InstitutionState } from './institution.state.js';

export const evolve = evolution<InstitutionState, InstitutionEvent>()(
  { InstitutionRegistered: registered },
  (state, event) => {
    switch (event.type) {
      case 'InstitutionVerified':
        return { ...state, status: 'VERIFIED', verifiedAt: event.at.toISOString() };
      case 'MergerRecorded':
        return { ...state, merger: event.data };
      case 'InstitutionMerged':
        return { ...state, status: 'MERGED', lookAgainAt: event.data.lookAgainAt };
      case 'LateContractsPassed': {
        const { lookAgainAt: _, ...kept } = state;
        return kept;
      }
      case 'InstitutionChanged': {
        const { hierarchyNo, ...change } = event.data;
        return { ...state, changes: [...state.changes, change], ...numbered(state, hierarchyNo) };
      }
    }
  },
);

const numbered = ({ hierarchy }: InstitutionState, newest: number | undefined): Pick<InstitutionState, 'hierarchy'> =>
  newest === undefined ? {} : { hierarchy: { newest, numbers: [...(hierarchy?.numbers ?? []), newest] } };

function registered({ data, at }: Recorded<FactOf<InstitutionEvent, 'InstitutionRegistered'>>): InstitutionState {
  const { code, synthetic, ...traits } = data;
  return {
    code,
    status: 'REGISTERED',
    registered: traits,
    since: dayOf(at),
    changes: [],
    registeredAt: at.toISOString(),
    ...(synthetic !== undefined && { synthetic }),
  };
}

export const institutionMachine: StatusMachine<InstitutionState> = {
  name: 'institution',
  statusesOf: ({ status }) => ({ '': status }),
  edges: {
    InstitutionRegistered: { NEW: 'REGISTERED' },
    InstitutionVerified: { REGISTERED: 'VERIFIED' },
    InstitutionMerged: { VERIFIED: 'MERGED' },
  },
};
