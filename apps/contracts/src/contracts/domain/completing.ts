import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { Won } from '#common/kernel/money.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import { concludedOf, ensureWithin } from './ending.rules.js';
import { ensurePeriodOver } from './handing-back.js';

/**
 * The institution completes a contract (이행 완료, §11.4): its last day has passed, the final inspection (최종 검사) was
 * passed on `inspectedOn`, `paidAmount` with VAT is all it cost, and the data are returned and destroyed.
 * 409 PERIOD_RUNNING, DATA_NOT_RETURNED, DATA_NOT_DESTROYED; 422 INSPECTION_INVALID, SETTLEMENT_TOO_HIGH.
 */
export function completeContract(
  state: ContractState,
  { inspectedOn, paidAmount }: { readonly inspectedOn: Day; readonly paidAmount: Won },
  { today }: Moment,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE');
  ensurePeriodOver(state, today);
  ensure(state.dataReturned !== undefined, () =>
    wrongState('DATA_NOT_RETURNED', 'The return of data has not been confirmed: the institution does that first.'),
  );
  ensure(state.dataDestroyed !== undefined, () =>
    wrongState('DATA_NOT_DESTROYED', 'The destruction of data has not been confirmed: the supplier does that first.'),
  );
  const { contractId, startsOn } = concludedOf(state);
  ensure(startsOn <= inspectedOn && inspectedOn <= today, () =>
    invalid('INSPECTION_INVALID', `The final inspection lies between the start of the contract and today.`, [
      { pointer: '/inspectedOn', code: 'INSPECTION_INVALID', detail: `from ${startsOn} to ${today}` },
    ]),
  );
  ensureWithin(state, paidAmount, 'paidAmount');
  const data = { contractId, completedOn: today, settledAmount: paidAmount };
  return [{ type: 'ContractCompleted', data, details: { inspectedOn } }];
}
