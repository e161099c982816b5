import { Injectable } from '@nestjs/common';
import type { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import type { Won } from '#common/kernel/money.js';
import { Contracts } from '../contracts/contracts.repository.js';
import { payingYears } from '../contracts/domain/amendment.rules.js';
import { amountIn, earlierFirst, mostByYear, openedTerms } from '../contracts/domain/year.rules.js';
import { Budgets } from './budgets.repository.js';
import { releaseUnspent } from './domain/releasing.js';
import { payingBudget } from './reserved-budget.js';

/** Gives back what a contract that has ended did not spend, on the budget of each fiscal year. */
@Injectable()
export class UnspentBudget {
  constructor(
    private readonly contracts: Contracts,
    private readonly budgets: Budgets,
  ) {}

  /** @param spent what the contract cost in all, VAT included */
  async release(contractId: string, spent: Won, context: InboxContext): Promise<void> {
    const contract = await this.contracts.newest(contractId);
    // Migrated contracts were never reserved for here.
    if (contract?.state.concludedAttempt === undefined) return;
    const terms = openedTerms(contract.state);
    if (terms === undefined) return;
    const spentOf = earlierFirst(spent, mostByYear(terms));
    for (const year of payingYears(contract.state)) {
      const ofYear = { contractId, spent: amountIn(spentOf, year) };
      const intent = context.intent(payingBudget(contract.state, year));
      await this.budgets.change(intent, (budget) => releaseUnspent(budget, ofYear));
    }
  }
}
