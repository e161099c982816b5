import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { InstitutionEvent } from './institution.events.js';
import type { InstitutionState } from './institution.state.js';

export const evolve = evolution<InstitutionState, InstitutionEvent>()(
  { InstitutionRegistered: ({ data, at }) => ({ ...data, status: 'REGISTERED', registeredAt: at.toISOString() }) },
  (state, event) => {
    switch (event.type) {
      case 'InstitutionVerified':
        return { ...state, status: 'VERIFIED', verifiedAt: event.at.toISOString() };
    }
  },
);

export const institutionMachine: StatusMachine<InstitutionState> = {
  name: 'institution',
  statusesOf: ({ status }) => ({ '': status }),
  edges: {
    InstitutionRegistered: { NEW: 'REGISTERED' },
    InstitutionVerified: { REGISTERED: 'VERIFIED' },
  },
};
