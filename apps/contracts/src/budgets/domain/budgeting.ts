import { ensure, Refusal, wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { BudgetEvent } from './budget.events.js';
import { committedOf, reservedOf } from './budget.rules.js';
import type { BudgetFrame, BudgetKey, BudgetState } from './budget.state.js';

/** One budget per institution, fiscal year and funding source. */
export const budgetIdOf = ({
  institutionCode,
  fiscalYear,
  fundingSource,
}: Pick<BudgetKey, 'institutionCode' | 'fiscalYear'> & { readonly fundingSource: string }): string =>
  derivedId('budget', institutionCode, String(fiscalYear), fundingSource);

export interface BudgetInput extends BudgetFrame {
  readonly onVersion?: number;
  /** Code of who has the rights of the institution today; itself where absent. */
  readonly managedBy?: string;
}

/**
 * An institution sets its budget (예산), for the first time or anew: never below what is reserved and committed. Anew
 * it stands on the version that was read, or of two officers the second would undo what the first has set.
 * 409 BUDGET_BELOW_COMMITTED; 428 IF_MATCH_REQUIRED for a budget that is there.
 */
export function setBudget(
  state: BudgetState | undefined,
  { onVersion, managedBy, ...frame }: BudgetInput,
): readonly BudgetEvent[] {
  ensure(
    state === undefined || onVersion !== undefined,
    () =>
      new Refusal(
        'precondition',
        'IF_MATCH_REQUIRED',
        `The budget of ${frame.fiscalYear} from ${frame.fundingSource} is set already: read it, and send its ETag as If-Match.`,
      ),
  );
  const taken = state === undefined ? 0 : reservedOf(state) + committedOf(state);
  ensure(frame.amount >= taken, () =>
    wrongState(
      'BUDGET_BELOW_COMMITTED',
      `${taken} won are reserved or committed: the budget cannot be less than that.`,
    ),
  );
  const first = state === undefined && managedBy !== undefined && managedBy !== frame.institutionCode;
  return [{ type: 'BudgetSet', data: { ...frame, ...(first && { managedBy }) } }];
}

/** The institution that sets it was merged: its successor sets it from now on, and the money stays where it is. */
export function passBudget(
  { managedBy }: BudgetState,
  { from, to }: { readonly from: string; readonly to: string },
): readonly BudgetEvent[] {
  return managedBy === from && from !== to ? [{ type: 'BudgetPassed', data: { from, to } }] : [];
}
