import type { Fact } from '#common/aggregates/fact.js';
import type { Won } from '#common/kernel/money.js';
import type { Attempt, BudgetFrame } from './budget.state.js';

export type BudgetEvent =
  // `managedBy`: of a merged institution, set for the first time by its successor.
  | Fact<'BudgetSet', BudgetFrame & { readonly managedBy?: string }>
  | Fact<'BudgetPassed', { readonly from: string; readonly to: string }>
  | Fact<'BudgetReserved', Attempt & { readonly amount: Won; readonly expiresAt: string }>
  | Fact<'ReservationCommitted', Attempt>
  | Fact<'ReservationReleased', Attempt>
  // The contract ended: `amount` is what it spent.
  | Fact<'ReservationReduced', Attempt & { readonly amount: Won }>;
