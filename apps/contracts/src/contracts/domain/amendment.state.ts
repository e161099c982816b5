import type { ContractLine } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Won } from '#common/kernel/money.js';
import type { Party, Period, PriceForm, Quantity, Signer, YearPart } from './contract.state.js';

/** What an amendment can change of the terms (§11.4): lines, amount, last day, cap, and what each fiscal year pays. */
export interface AmendedTerms {
  readonly lines: readonly ContractLine[];
  /** VAT included. */
  readonly amount: Won;
  readonly period: Period;
  readonly cap?: Won;
  /** As agreed: what the price is fixed for is not amended. */
  readonly priceForm?: PriceForm;
  readonly largestOrder?: readonly Quantity[];
  readonly years: readonly YearPart[];
}

export type AmendmentStatus = 'PROPOSED' | 'IN_FORCE' | 'DECLINED';

/** Amendment of a running contract (변경계약): proposed by one party, in force once both have signed. */
export interface Amendment {
  readonly n: number;
  readonly status: AmendmentStatus;
  readonly by: Party;
  readonly reason: string;
  readonly terms: AmendedTerms;
  readonly signatures: readonly (Signer & { readonly by: string; readonly at: string })[];
  readonly due: Deadline;
  readonly declined?: { readonly party: Party; readonly reason: string };
  readonly amendedOn?: Day;
  /** The try on which it came into force; every reservation of an earlier number was made before it. */
  readonly attempt?: number;
}

export interface Amendments {
  /** Absent until the first one is proposed. */
  readonly amendments?: readonly Amendment[];
}
