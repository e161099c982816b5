import type { Recorded } from '#common/aggregates/aggregate-type.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import { dayOf } from '#common/kernel/day.js';
import type { BreachEvent } from './breach.events.js';
import type { Breach } from './breach.state.js';
import type { ContractState } from './contract.state.js';

/** What the events of its breaches make of a contract. */
export function breaching(state: ContractState, event: Recorded<BreachEvent>): ContractState {
  const on = dayOf(event.at);
  switch (event.type) {
    case 'BreachReported': {
      const { breaches = [] } = state;
      return { ...state, breaches: [...breaches, { ...event.data, status: 'REPORTED', reportedOn: on }] };
    }
    case 'BreachAnswered': {
      const { n, ...answer } = event.data;
      return changed(state, n, { status: 'ANSWERED', answered: { on, ...answer } });
    }
    case 'BreachUnanswered':
      return changed(state, event.data.n, { status: 'UNANSWERED' });
    case 'BreachDecided': {
      const { breachNo, decidedOn } = event.data;
      const decided = { on: decidedOn, ...event.details, reason: event.reason };
      return changed(state, breachNo, { status: 'DECIDED', decided });
    }
    case 'BreachCorrected': {
      const { breachNo, correctedOn } = event.data;
      return changed(state, breachNo, { status: 'CORRECTED', corrected: { on: correctedOn, ...event.details } });
    }
  }
}

function changed(state: ContractState, n: number, change: Partial<Breach>): ContractState {
  const { breaches = [] } = state;
  return { ...state, breaches: breaches.map((one) => (one.n === n ? { ...one, ...change } : one)) };
}

export const breachMachine: StatusMachine<ContractState> = {
  name: 'breach',
  statusesOf: ({ breaches = [] }) => Object.fromEntries(breaches.map(({ n, status }) => [String(n), status])),
  edges: {
    BreachReported: { NEW: 'REPORTED' },
    BreachAnswered: { REPORTED: 'ANSWERED', UNANSWERED: 'ANSWERED' },
    BreachUnanswered: { REPORTED: 'UNANSWERED' },
    BreachDecided: { ANSWERED: 'DECIDED', UNANSWERED: 'DECIDED' },
    BreachCorrected: { DECIDED: 'CORRECTED' },
  },
};
