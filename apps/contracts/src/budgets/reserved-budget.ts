import { Injectable } from '@nestjs/common';
import { systemActor } from '#common/kernel/actor.js';
import { wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { Won } from '#common/kernel/money.js';
import type { ContractState } from '../contracts/domain/contract.state.js';
import { Budgets } from './budgets.repository.js';
import { budgetIdOf } from './domain/budgeting.js';
import { ensureFunded, reserve } from './domain/reserving.js';

type Payer = Pick<ContractState, 'contractId' | 'attempt' | 'need' | 'institution'>;

/** Sets money aside before the signature that concludes a contract, or that brings its amendment into force. */
@Injectable()
export class ReservedBudget {
  constructor(private readonly budgets: Budgets) {}

  /**
   * Once per try, however often the signer repeats the command.
   * @param amount VAT included
   * @throws Refusal 409 BUDGET_MISSING, FUNDING_SOURCE_MISMATCH, BUDGET_EXCEEDED
   */
  async reserve({ contractId, attempt, need, institution }: Payer, amount: Won): Promise<void> {
    const id = budgetIdOf(institution.code, need.fiscalYear);
    const found = await this.budgets.find(id);
    if (found === undefined) {
      throw wrongState('BUDGET_MISSING', `The institution has set no budget for ${need.fiscalYear} yet.`);
    }
    ensureFunded(found.state, need.fundingSource);
    const causationId = derivedId('reservation', contractId, String(attempt));
    await this.budgets.change({ id, actor: systemActor('contracts'), causationId }, (budget, moment) =>
      reserve(budget, { contractId, attempt, amount }, moment),
    );
  }
}
