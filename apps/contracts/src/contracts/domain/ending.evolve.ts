import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { dayOf } from '#common/kernel/day.js';
import type { ContractState } from './contract.state.js';
import type { EndingEvent } from './ending.events.js';

/** What the events of its end make of a contract. */
export function ending(state: ContractState, event: Recorded<EndingEvent>): ContractState {
  const confirmed = { by: event.actor.sub, at: event.at.toISOString() };
  switch (event.type) {
    case 'EndDutiesBegan':
      return { ...state, endDuties: event.data };
    case 'EndNoticeGiven':
      return { ...state, endNotice: event.data };
    case 'SuccessorConcluded':
      return { ...state, successor: event.data };
    case 'SuccessorRescinded':
      return withoutSuccessor(state);
    case 'DataReturned':
      return { ...state, dataReturned: { ...event.data, ...confirmed } };
    case 'DataDestroyed':
      return { ...state, dataDestroyed: { ...event.data, ...confirmed } };
    case 'TerminationReviewOpened':
      return { ...state, terminationReview: { status: 'OPEN', cancelledOn: event.data.cancelledOn } };
    case 'ContractKept': {
      const { terminationReview } = state;
      if (terminationReview === undefined) return state;
      return { ...state, terminationReview: { ...terminationReview, status: 'KEPT', reason: event.reason } };
    }
    case 'TerminationStated':
      return { ...state, terminationStated: { ...event.data, reason: event.reason } };
    case 'TerminationNoticed':
      return {
        ...withoutStated(state),
        termination: { ...event.details, effectiveOn: event.data.effectiveOn, reason: event.reason },
      };
    case 'ContractTerminated': {
      const { terminatedOn: on, settledAmount } = event.data;
      return { ...withoutStated(state), status: 'TERMINATED', ended: { on, settledAmount } };
    }
    case 'DepositForfeited':
      return { ...state, forfeited: { ...event.data, on: dayOf(event.at) } };
    case 'ContractSettled': {
      const { settledOn: on, settledAmount: amount } = event.data;
      return { ...state, settlement: { on, amount } };
    }
    case 'ContractCompleted': {
      const { completedOn: on, settledAmount } = event.data;
      return {
        ...withoutStated(state),
        status: 'COMPLETED',
        ended: { on, settledAmount, inspectedOn: event.details.inspectedOn },
      };
    }
    case 'ContractRescinded': {
      const ended = { on: event.data.rescindedOn, reason: event.reason };
      const { registration, ...rescinded } = state;
      // What was undone before its performance is not used: the duty to register its use is gone.
      const kept = registration?.registeredOn !== undefined && { registration };
      return { ...rescinded, ...kept, status: 'RESCINDED', ended };
    }
  }
}

/** What was to stay for the contract that follows comes back after all. */
function withoutSuccessor({ successor: _, ...state }: ContractState): ContractState {
  const { dataReturned, ...rest } = state;
  return dataReturned?.outcome === 'CONTINUED' ? rest : state;
}

function withoutStated({ terminationStated: _, ...state }: ContractState): ContractState {
  return state;
}
