import { Injectable } from '@nestjs/common';
import type { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import type { Won } from '#common/kernel/money.js';
import { Contracts } from '../contracts/contracts.repository.js';
import { Budgets } from './budgets.repository.js';
import { releaseUnspent } from './domain/releasing.js';
import { payingBudget } from './reserved-budget.js';

/** Gives back what a contract that has ended did not spend. */
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
    const id = payingBudget(contract.state, contract.state.need.fiscalYear);
    await this.budgets.change(context.intent(id), (budget) => releaseUnspent(budget, { contractId, spent }));
  }
}
