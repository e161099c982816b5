import type { Won } from '#common/kernel/money.js';
import type { Amendment } from './amendment.state.js';
import { mostSpent } from './contract.rules.js';
import type { ContractState, Terms } from './contract.state.js';
import { concludedOf, mostOf } from './ending.rules.js';

/** The amendment that waits for signatures; there is one at most. */
export const openAmendment = ({ amendments = [] }: ContractState): Amendment | undefined =>
  amendments.find(({ status }) => status === 'PROPOSED');

/** Most that the contract may cost once this amendment holds, VAT included. */
export const mostAfter = ({ terms }: Amendment): Won => mostSpent(terms);

/** What the budget has to set aside more; nothing for an amendment that costs the same or less. */
export const amountMore = (state: ContractState, amendment: Amendment): Won =>
  Math.max(0, mostAfter(amendment) - mostOf(state));

/** Whether an amendment came into force on this try: its reservation is spent then. */
export const isAmendedOn = ({ amendments = [] }: ContractState, attempt: number): boolean =>
  amendments.some((one) => one.status === 'IN_FORCE' && one.attempt === attempt);

/** How far the amount is from the one at the conclusion, all amendments together (누적 변경): in won and percent. */
export function cumulativeChange(state: ContractState): { readonly amount: number; readonly percent: number } {
  const first = concludedOf(state).amount;
  const amount = (state.terms?.amount ?? first) - first;
  return { amount, percent: first === 0 ? 0 : Math.round((amount * 1000) / first) / 10 };
}

/** More time, a line more or more of a line: that needs a listing that can be contracted (§11.4). */
export function extendsTerms(
  before: Pick<Terms, 'lines' | 'period' | 'amount' | 'cap' | 'priceForm'>,
  { terms }: Amendment,
): boolean {
  const { lines, period } = before;
  return (
    terms.period.to > period.to ||
    mostSpent(terms) > mostSpent(before) ||
    terms.lines.some(
      (line) => line.quantity > (lines.find(({ priceCode }) => priceCode === line.priceCode)?.quantity ?? 0),
    )
  );
}
