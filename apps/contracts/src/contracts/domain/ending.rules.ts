import type { Won } from '#common/kernel/money.js';
import { addDays, type Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import { consortiumOf, furtherNumbers } from './consortium.rules.js';
import { mostSpent } from './contract.rules.js';
import { openedTerms } from './year.rules.js';
import type { ContractState, Period } from './contract.state.js';

/** The facts of the conclusion. 409 CONTRACT_NOT_CONCLUDED. */
export function concludedOf({ concluded, status }: ContractState): ContractFacts {
  if (concluded === undefined)
    throw wrongState('CONTRACT_NOT_CONCLUDED', `The contract is ${status}: nobody has concluded it.`);
  return concluded;
}

/** The period as it holds now. */
export const periodOf = (state: ContractState): Period => state.terms?.period ?? concludedOf(state).period;

/** Most that the contract may cost in all, VAT included: by use, its cap; of a multi-year one, its open years. */
export const mostOf = (state: ContractState): Won => mostSpent(openedTerms(state) ?? concludedOf(state));

/** §11.4: no settlement is above what was contracted. 422 SETTLEMENT_TOO_HIGH at this field. */
export function ensureWithin(state: ContractState, amount: Won, field: string): void {
  const most = mostOf(state);
  ensure(amount <= most, () =>
    invalid('SETTLEMENT_TOO_HIGH', `The contract costs ${most} won at most: settle that or less, or amend it first.`, [
      { pointer: `/${field}`, code: 'SETTLEMENT_TOO_HIGH', detail: `at most ${most}` },
    ]),
  );
}

/** The last day with the service: of the period, or before the day of a termination. */
export const lastDayOf = (state: ContractState): Day =>
  state.termination === undefined ? periodOf(state).to : addDays(state.termination.effectiveOn, -1);

/** Whose record it is: that of the supplier. Members that share all of a contract answer for all of it as well. */
export function answerableOf(state: ContractState): { readonly supplier: string; readonly jointSuppliers?: string[] } {
  const { businessNumber } = concludedOf(state).supplier;
  const consortium = consortiumOf(state);
  return {
    supplier: businessNumber,
    ...(consortium?.manner === 'JOINT' && { jointSuppliers: [...furtherNumbers(consortium)] }),
  };
}
