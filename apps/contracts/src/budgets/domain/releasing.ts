import type { Won } from '#common/kernel/money.js';
import type { BudgetEvent } from './budget.events.js';
import type { BudgetState } from './budget.state.js';

/**
 * A contract has ended: what it did not spend is free again. `spent` is what it cost in all, VAT included; where
 * several reservations were made for it, the earlier ones are spent first.
 */
export function releaseUnspent(
  state: BudgetState,
  { contractId, spent }: { readonly contractId: string; readonly spent: Won },
): readonly BudgetEvent[] {
  let left = spent;
  return state.reservations
    .filter((one) => one.contractId === contractId && one.status !== 'RELEASED')
    .flatMap(({ attempt, amount }): readonly BudgetEvent[] => {
      const kept = Math.min(left, amount);
      left -= kept;
      return kept === amount ? [] : [{ type: 'ReservationReduced', data: { contractId, attempt, amount: kept } }];
    });
}
