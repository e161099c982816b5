import type { Won } from '#common/kernel/money.js';
import type { BudgetEvent } from './budget.events.js';
import type { BudgetState } from './budget.state.js';

/**
 * A contract has ended, or costs less: what it does not spend is free again. `spent` is what it costs in all, VAT
 * included. Of several reservations the earlier ones are spent first. Those of tries after `upTo` stay as they are.
 */
export function releaseUnspent(
  state: BudgetState,
  { contractId, spent, upTo = Infinity }: { readonly contractId: string; readonly spent: Won; readonly upTo?: number },
): readonly BudgetEvent[] {
  let left = spent;
  return state.reservations
    .filter((one) => one.contractId === contractId && one.attempt <= upTo && one.status !== 'RELEASED')
    .flatMap(({ attempt, amount }): readonly BudgetEvent[] => {
      const kept = Math.min(left, amount);
      left -= kept;
      return kept === amount ? [] : [{ type: 'ReservationReduced', data: { contractId, attempt, amount: kept } }];
    });
}
