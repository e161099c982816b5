import type { DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { sumWon, type Won } from '#common/kernel/money.js';

/** Where the money comes from; `BID_SAVINGS`: what an information project's award left over (낙찰차액, §5.6). */
export const FUNDING_SOURCES = ['GENERAL', 'SPECIAL_ACCOUNT', 'FUND', 'BID_SAVINGS', 'SUPPORT_PROGRAMME'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** Money set aside for one try at concluding a contract (예산 배정 예약). */
export interface Reservation {
  readonly contractId: string;
  /** Which try: a lapsed one is fenced on the contract before its money is given back. */
  readonly attempt: number;
  readonly amount: Won;
  readonly reservedAt: string;
  readonly expiresAt: string;
  readonly status: 'RESERVED' | 'COMMITTED' | 'RELEASED';
}

/** Budget (예산) of one institution for one fiscal year, with every reservation on it: over-commitment is decided here. */
export interface BudgetState {
  readonly institutionCode: string;
  readonly fiscalYear: number;
  readonly amount: Won;
  readonly fundingSource: FundingSource;
  readonly reservations: readonly Reservation[];
}

export interface BudgetFrame {
  readonly institutionCode: string;
  readonly fiscalYear: number;
  readonly amount: Won;
  readonly fundingSource: FundingSource;
}

export interface Attempt {
  readonly contractId: string;
  readonly attempt: number;
}

export type BudgetSet = DomainEvent<'BudgetSet', BudgetFrame>;
export type BudgetReserved = DomainEvent<
  'BudgetReserved',
  Attempt & { readonly amount: Won; readonly expiresAt: string }
>;
export type ReservationCommitted = DomainEvent<'ReservationCommitted', Attempt>;
export type ReservationReleased = DomainEvent<'ReservationReleased', Attempt>;
export type BudgetEvent = BudgetSet | BudgetReserved | ReservationCommitted | ReservationReleased;

const amountIn = (state: BudgetState, which: Reservation['status']): Won =>
  sumWon(state.reservations.filter((one) => one.status === which).map((one) => one.amount));

export const reservedOf = (state: BudgetState): Won => amountIn(state, 'RESERVED');
export const committedOf = (state: BudgetState): Won => amountIn(state, 'COMMITTED');
export const availableOf = (state: BudgetState): Won => state.amount - reservedOf(state) - committedOf(state);

export const reservationOf = (state: BudgetState, { contractId, attempt }: Attempt): Reservation | undefined =>
  state.reservations.find((one) => one.contractId === contractId && one.attempt === attempt);

/** Reservations whose time is over: each was either followed by a conclusion, or has to be fenced and given back. */
export const expiredOf = (state: BudgetState, at: Date): readonly Reservation[] =>
  state.reservations.filter((one) => one.status === 'RESERVED' && Date.parse(one.expiresAt) <= at.getTime());

export function setBudget(state: BudgetState | undefined, frame: BudgetFrame): readonly BudgetEvent[] {
  const taken = state === undefined ? 0 : reservedOf(state) + committedOf(state);
  ensure(frame.amount >= taken, () =>
    wrongState(
      'BUDGET_BELOW_COMMITTED',
      `${taken} won are reserved or committed: the budget cannot be less than that.`,
    ),
  );
  return [{ type: 'BudgetSet', data: frame }];
}

/** Sets money aside before a contract is concluded, so that two contracts can never spend the same won. */
export function reserve(
  state: BudgetState,
  wanted: Attempt & { readonly amount: Won },
  moment: Moment,
): readonly BudgetEvent[] {
  if (reservationOf(state, wanted) !== undefined) return [];
  ensure(wanted.amount <= availableOf(state), () =>
    // The supplier may read this refusal, and budgets are not for suppliers: no amounts.
    wrongState(
      'BUDGET_EXCEEDED',
      `What is left of the budget of ${state.fiscalYear} does not cover this contract: the institution has to raise it first.`,
    ),
  );
  const expiresAt = new Date(moment.at.getTime() + moment.policy['contracts.reservationSeconds'] * 1000).toISOString();
  const { contractId, attempt, amount } = wanted;
  return [{ type: 'BudgetReserved', data: { contractId, attempt, amount, expiresAt } }];
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

export function evolve(state: BudgetState | undefined, event: Recorded<BudgetEvent>): BudgetState {
  if (event.type === 'BudgetSet') return { ...event.data, reservations: state?.reservations ?? [] };
  const budget = state as BudgetState;
  switch (event.type) {
    case 'BudgetReserved': {
      const reservedAt = event.at.toISOString();
      return { ...budget, reservations: [...budget.reservations, { ...event.data, reservedAt, status: 'RESERVED' }] };
    }
    case 'ReservationCommitted':
      return settled(budget, event.data, 'COMMITTED');
    case 'ReservationReleased':
      return settled(budget, event.data, 'RELEASED');
  }
}

const settled = (state: BudgetState, { contractId, attempt }: Attempt, to: Reservation['status']): BudgetState => ({
  ...state,
  reservations: state.reservations.map((one) =>
    one.contractId === contractId && one.attempt === attempt ? { ...one, status: to } : one,
  ),
});
