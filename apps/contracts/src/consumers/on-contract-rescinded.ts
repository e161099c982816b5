import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Contracts } from '../contracts/contracts.repository.js';
import { noteSuccessorRescinded } from '../contracts/domain/succeeding.js';
import { UnspentBudget } from '../budgets/unspent-budget.js';

/** The money of a rescinded contract is free again, and what it was to follow has no successor. */
@Controller()
export class OnContractRescinded {
  constructor(
    private readonly unspent: UnspentBudget,
    private readonly contracts: Contracts,
  ) {}

  @Consumes(ContractRescinded)
  async handle(@Payload() { contractId }: ContractRescinded, @Ctx() context: InboxContext): Promise<void> {
    const successorOf = (await this.contracts.newest(contractId))?.state.need.successorOf;
    if (successorOf !== undefined)
      await this.contracts.change(context.intent(successorOf), (former) => noteSuccessorRescinded(former, contractId));
    return this.unspent.release(contractId, 0, context);
  }
}
