import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import { dayOf } from '#common/kernel/day.js';
import { whyOf } from '#common/kernel/system-reasons.js';
import type { AgreementEvent } from './agreement.events.js';
import type { AgreementState } from './agreement.state.js';

export const evolve = evolution<AgreementState, AgreementEvent>()(
  {
    AgreementApplied: ({ data, details, at }) => ({
      facts: data,
      dossier: details.dossier,
      appliedOn: dayOf(at),
      deadlines: [details.deadline],
    }),
  },
  (state, event) => {
    switch (event.type) {
      case 'AgreementReviewStarted':
        return { ...state, facts: { ...state.facts, status: 'PPS_REVIEW' } };
      case 'AgreementConcluded':
        return { ...state, facts: event.data, record: event.details.record, deadlines: [] };
      case 'AgreementSuspended':
        return { ...state, facts: event.data, suspension: { since: dayOf(event.at), reason: event.reason } };
      case 'AgreementEnded':
        return { ...state, facts: event.data, ended: { on: dayOf(event.at), ...whyOf(event) }, deadlines: [] };
    }
  },
);

/** Statuses of an agreement (§11.3). */
export const agreementMachine: StatusMachine<AgreementState> = {
  name: 'agreement',
  statusesOf: ({ facts }) => ({ '': facts.status }),
  edges: {
    AgreementApplied: { NEW: 'APPLIED' },
    AgreementReviewStarted: { APPLIED: 'PPS_REVIEW' },
    AgreementConcluded: { PPS_REVIEW: 'IN_FORCE' },
    AgreementSuspended: { IN_FORCE: 'SUSPENDED' },
    AgreementEnded: { APPLIED: 'ENDED', PPS_REVIEW: 'ENDED', IN_FORCE: 'ENDED', SUSPENDED: 'ENDED' },
  },
};
