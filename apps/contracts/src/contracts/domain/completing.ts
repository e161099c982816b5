import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { Won } from '#common/kernel/money.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import { concludedOf, ensureWithin } from './ending.rules.js';
import { ensurePeriodOver } from './handing-back.js';
import { dataContinue } from './succeeding.js';
import { isPerformedHere, performanceOf, totalsOf, unsettledOf } from './performance.rules.js';

/**
 * The institution completes a contract (이행 완료, §11.4): its last day has passed, the final inspection (최종 검사)
 * was passed on `inspectedOn`, every period is stated, accepted, inspected and paid. Data are returned and destroyed.
 * What a contract cost that is paid outside this system is stated: `paidAmount`, VAT included.
 * 409 PERIOD_RUNNING, CONTRACT_UNSETTLED, DATA_NOT_RETURNED, DATA_NOT_DESTROYED; 422 INSPECTION_INVALID,
 * PAID_AMOUNT_MISSING, SETTLEMENT_TOO_HIGH.
 */
export function completeContract(
  state: ContractState,
  { inspectedOn, paidAmount }: { readonly inspectedOn: Day; readonly paidAmount?: Won },
  { today }: Moment,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE');
  ensurePeriodOver(state, today);
  ensure(state.dataReturned !== undefined, () =>
    wrongState('DATA_NOT_RETURNED', 'The return of data has not been confirmed: the institution does that first.'),
  );
  ensure(isDataSettled(state), () =>
    wrongState('DATA_NOT_DESTROYED', 'The destruction of data has not been confirmed: the supplier does that first.'),
  );
  const { contractId, startsOn } = concludedOf(state);
  ensure(startsOn <= inspectedOn && inspectedOn <= today, () =>
    invalid('INSPECTION_INVALID', `The final inspection lies between the start of the contract and today.`, [
      { pointer: '/inspectedOn', code: 'INSPECTION_INVALID', detail: `from ${startsOn} to ${today}` },
    ]),
  );
  const data = { contractId, completedOn: today, settledAmount: settledAmount(state, paidAmount) };
  return [{ type: 'ContractCompleted', data, details: { inspectedOn } }];
}

/** Destroyed, or left in the service for the contract that follows. */
export const isDataSettled = (state: ContractState): boolean =>
  state.dataDestroyed !== undefined || dataContinue(state);

function settledAmount(state: ContractState, paidAmount: Won | undefined): Won {
  const [open] = unsettledOf(state);
  ensure(open === undefined, () =>
    wrongState(
      'CONTRACT_UNSETTLED',
      `The period ${open?.period.from} to ${open?.period.to} is ${open?.code}: settle it before the completion.`,
    ),
  );
  if (isPerformedHere(state)) return totalsOf(state).paid - (performanceOf(state).refunded?.amount ?? 0);
  if (paidAmount === undefined) {
    throw invalid('PAID_AMOUNT_MISSING', 'This contract was paid outside this system: state what it cost in all.', [
      { pointer: '/paidAmount', code: 'PAID_AMOUNT_MISSING', detail: 'won, VAT included' },
    ]);
  }
  ensureWithin(state, paidAmount, 'paidAmount');
  return paidAmount;
}
