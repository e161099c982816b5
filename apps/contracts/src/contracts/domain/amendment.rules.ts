import type { Amendment } from './amendment.state.js';
import { mostSpent } from './contract.rules.js';
import type { ContractState, Terms } from './contract.state.js';
import { concludedOf } from './ending.rules.js';

/** The amendment that waits for signatures; there is one at most. */
export const openAmendment = ({ amendments = [] }: ContractState): Amendment | undefined =>
  amendments.find(({ status }) => status === 'PROPOSED');

/** Fiscal years whose budgets have set money aside for the contract: at its conclusion, or for an amendment of it. */
export function payingYears({ document, terms, amendments = [], yearContracts }: ContractState): readonly number[] {
  if (yearContracts !== undefined) return yearContracts.map(({ fiscalYear }) => fiscalYear);
  const inForce = amendments.filter(({ status }) => status === 'IN_FORCE').map((one) => one.terms);
  const all = [document?.terms, terms, ...inForce].flatMap((one) => one?.years ?? []);
  return [...new Set(all.map(({ fiscalYear }) => fiscalYear))].toSorted((a, b) => a - b);
}

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
