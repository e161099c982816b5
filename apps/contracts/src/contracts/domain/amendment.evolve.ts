import type { Recorded } from '#common/aggregates/aggregate-type.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { AmendmentEvent } from './amendment.events.js';
import { openAmendment } from './amendment.rules.js';
import type { Amendment } from './amendment.state.js';
import type { ContractState } from './contract.state.js';

/** What the events of amendments make of a contract. */
export function amending(state: ContractState, event: Recorded<AmendmentEvent>): ContractState {
  const at = event.at.toISOString();
  switch (event.type) {
    case 'AmendmentProposed': {
      const proposed: Amendment = { ...event.data, status: 'PROPOSED', reason: event.reason, signatures: [] };
      // A number that no reservation of this contract has: an earlier one may be released, or spent.
      return { ...state, amendments: [...(state.amendments ?? []), proposed], attempt: state.attempt + 1 };
    }
    case 'AmendmentSigned': {
      const { n, ...signer } = event.data;
      return changed(state, n, (one) => ({
        ...one,
        signatures: [...one.signatures, { ...signer, by: event.actor.sub, at }],
      }));
    }
    case 'AmendmentDeclined': {
      const { n, party } = event.data;
      return changed(state, n, (one) => ({ ...one, status: 'DECLINED', declined: { party, reason: event.reason } }));
    }
    case 'ContractAmended': {
      const { amendmentNo, amendedOn } = event.data;
      const { attempt } = event.details;
      const after = changed(state, amendmentNo, (one) => ({ ...one, status: 'IN_FORCE', amendedOn, attempt }));
      return { ...after, ...termsAfter(after, amendmentNo) };
    }
  }
}

/** Another institution has the contract: both sign the open amendment anew, on a try of its own. */
export function unsigned(state: ContractState): ContractState {
  const open = openAmendment(state);
  if (open === undefined) return state;
  return { ...changed(state, open.n, (one) => ({ ...one, signatures: [] })), attempt: state.attempt + 1 };
}

function changed(state: ContractState, n: number, change: (one: Amendment) => Amendment): ContractState {
  const { amendments = [] } = state;
  return { ...state, amendments: amendments.map((one) => (one.n === n ? change(one) : one)) };
}

/** An amendment states lines, amount, period and cap anew; the rest of the terms stays. */
function termsAfter({ terms, amendments = [] }: ContractState, n: number): Pick<ContractState, 'terms'> {
  const amended = amendments.find((one) => one.n === n)?.terms;
  if (terms === undefined || amended === undefined) return {};
  const { cap: _, ...kept } = terms;
  return { terms: { ...kept, ...amended } };
}

export const amendmentMachine: StatusMachine<ContractState> = {
  name: 'amendment',
  statusesOf: ({ amendments = [] }) => Object.fromEntries(amendments.map(({ n, status }) => [String(n), status])),
  edges: {
    AmendmentProposed: { NEW: 'PROPOSED' },
    AmendmentDeclined: { PROPOSED: 'DECLINED' },
    ContractAmended: { PROPOSED: 'IN_FORCE' },
  },
};
