import { ensure, wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { BudgetEvent } from './budget.events.js';
import { committedOf, reservedOf } from './budget.rules.js';
import type { BudgetFrame, BudgetState } from './budget.state.js';

/** One budget per institution and fiscal year. */
export const budgetIdOf = (institutionCode: string, fiscalYear: number): string =>
  derivedId('budget', institutionCode, String(fiscalYear));

/** An institution sets its budget (예산), for the first time or anew. 409 BUDGET_BELOW_COMMITTED. */
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
