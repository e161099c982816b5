import type { Won } from '#common/kernel/money.js';

/** Where the money comes from; `BID_SAVINGS`: what an information project's award left over (낙찰차액, §5.6). */
export const FUNDING_SOURCES = ['GENERAL', 'SPECIAL_ACCOUNT', 'FUND', 'BID_SAVINGS', 'SUPPORT_PROGRAMME'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** One try at concluding a contract: a lapsed one is fenced on the contract before its money is given back. */
export interface Attempt {
  readonly contractId: string;
  readonly attempt: number;
}

/** Money set aside for one try at concluding a contract (예산 배정 예약). */
export interface Reservation extends Attempt {
  readonly amount: Won;
  readonly reservedAt: string;
  readonly expiresAt: string;
  readonly status: 'RESERVED' | 'COMMITTED' | 'RELEASED';
}

/** There is one budget for each: money of one year or purpose is not spent for another. */
export interface BudgetKey {
  readonly institutionCode: string;
  readonly fiscalYear: number;
  readonly fundingSource: FundingSource;
}

/** What an institution may spend in one fiscal year (회계연도) from one funding source, VAT included. */
export interface BudgetFrame extends BudgetKey {
  readonly amount: Won;
}

/**
 * Budget (예산) of one institution for one fiscal year and funding source, with every reservation on it:
 * over-commitment is decided here.
 */
export interface BudgetState extends BudgetFrame {
  /** Code of the institution that sets it: another one once its own was merged. */
  readonly managedBy: string;
  readonly reservations: readonly Reservation[];
}
