import type { Fact } from '#common/aggregates/fact.js';
import type { Won } from '#common/kernel/money.js';
import type { Attempt, BudgetFrame } from './budget.state.js';

export type BudgetEvent =
  | Fact<'BudgetSet', BudgetFrame>
  | Fact<'BudgetReserved', Attempt & { readonly amount: Won; readonly expiresAt: string }>
  | Fact<'ReservationCommitted', Attempt>
  | Fact<'ReservationReleased', Attempt>
  // The contract ended: `amount` is what it spent.
  | Fact<'ReservationReduced', Attempt & { readonly amount: Won }>;
