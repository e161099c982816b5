import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ContractCompleted } from '#common/events/definitions/contract-completed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { UnspentBudget } from '../budgets/unspent-budget.js';

/** What a completed contract did not spend of its budget is free again. */
@Controller()
export class OnContractCompleted {
  constructor(private readonly unspent: UnspentBudget) {}

  @Consumes(ContractCompleted)
  handle(@Payload() { contractId, settledAmount }: ContractCompleted, @Ctx() context: InboxContext): Promise<void> {
    return this.unspent.release(contractId, settledAmount, context);
  }
}
