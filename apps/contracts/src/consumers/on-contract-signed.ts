import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Budgets } from '../budgets/budgets.repository.js';
import { commitReservation } from '../budgets/domain/reserving.js';
import { payingBudget } from '../budgets/reserved-budget.js';
import { payingYears } from '../contracts/domain/amendment.rules.js';
import { Contracts } from '../contracts/contracts.repository.js';
import { noteSuccessor } from '../contracts/domain/succeeding.js';

/**
 * The money reserved for a contract is spent once it is concluded, in each fiscal year that pays for it. The contract
 * that it follows learns of it.
 */
@Controller()
export class OnContractSigned {
  constructor(
    private readonly contracts: Contracts,
    private readonly budgets: Budgets,
  ) {}

  @Consumes(ContractSigned)
  async handle(@Payload() signed: ContractSigned, @Ctx() context: InboxContext): Promise<void> {
    const { contractId, successorOf } = signed;
    if (successorOf !== undefined)
      await this.contracts.change(context.intent(successorOf), (former) => noteSuccessor(former, signed));
    const contract = await this.contracts.newest(contractId);
    // Migrated contracts were never reserved for here.
    if (contract?.state.concludedAttempt === undefined) return;
    const attempt = contract.state.concludedAttempt;
    for (const year of payingYears(contract.state)) {
      const intent = context.intent(payingBudget(contract.state, year));
      await this.budgets.change(intent, (budget) => commitReservation(budget, { contractId, attempt }));
    }
  }
}
