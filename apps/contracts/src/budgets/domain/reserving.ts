import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { Won } from '#common/kernel/money.js';
import type { BudgetEvent } from './budget.events.js';
import { availableOf, reservationOf } from './budget.rules.js';
import type { Attempt, BudgetState } from './budget.state.js';

/**
 * Sets money aside before a contract is concluded, so that two contracts can never spend the same won. `amount` has VAT
 * included. 409 BUDGET_EXCEEDED.
 */
export function reserve(
  state: BudgetState,
  wanted: Attempt & { readonly amount: Won },
  moment: Moment,
): readonly BudgetEvent[] {
  if (reservationOf(state, wanted) !== undefined) return [];
  ensureCovers(state, wanted.amount);
  const expiresAt = new Date(moment.at.getTime() + moment.policy['contracts.reservationSeconds'] * 1000).toISOString();
  const { contractId, attempt, amount } = wanted;
  return [{ type: 'BudgetReserved', data: { contractId, attempt, amount, expiresAt } }];
}

/** @throws Refusal 409 BUDGET_EXCEEDED */
export function ensureCovers(state: BudgetState, amount: Won): void {
  ensure(amount <= availableOf(state), () =>
    // The supplier may read this refusal, and budgets are not for suppliers: no amounts.
    wrongState(
      'BUDGET_EXCEEDED',
      `What is left of the budget of ${state.fiscalYear} does not cover this contract: the institution has to raise it first.`,
    ),
  );
}

/** The contract was concluded on this attempt: its money is spent. */
export function commitReservation(state: BudgetState, attempt: Attempt): readonly BudgetEvent[] {
  if (reservationOf(state, attempt)?.status !== 'RESERVED') return [];
  return [{ type: 'ReservationCommitted', data: attempt }];
}

/** The attempt was fenced on the contract and can no longer conclude: its money is free again. */
export function releaseReservation(state: BudgetState, attempt: Attempt): readonly BudgetEvent[] {
  if (reservationOf(state, attempt)?.status !== 'RESERVED') return [];
  return [{ type: 'ReservationReleased', data: attempt }];
}
