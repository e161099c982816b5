import { sumWon, type Won } from '#common/kernel/money.js';
import type { Attempt, BudgetState, Reservation } from './budget.state.js';

const amountIn = (state: BudgetState, which: Reservation['status']): Won =>
  sumWon(state.reservations.filter((one) => one.status === which).map((one) => one.amount));

export const reservedOf = (state: BudgetState): Won => amountIn(state, 'RESERVED');
export const committedOf = (state: BudgetState): Won => amountIn(state, 'COMMITTED');
export const availableOf = (state: BudgetState): Won => state.amount - reservedOf(state) - committedOf(state);

export const reservationOf = (state: BudgetState, { contractId, attempt }: Attempt): Reservation | undefined =>
  state.reservations.find((one) => one.contractId === contractId && one.attempt === attempt);

const openOf = (state: BudgetState): readonly Reservation[] =>
  state.reservations.filter((one) => one.status === 'RESERVED');

/** Reservations whose time is over: each was either followed by a conclusion, or has to be fenced and given back. */
export const expiredOf = (state: BudgetState, at: Date): readonly Reservation[] =>
  openOf(state).filter((one) => Date.parse(one.expiresAt) <= at.getTime());

/** When the earliest reservation has to be settled. */
export function settlementDueAt(state: BudgetState): Date | undefined {
  const open = openOf(state).map((one) => Date.parse(one.expiresAt));
  return open.length === 0 ? undefined : new Date(Math.min(...open));
}
