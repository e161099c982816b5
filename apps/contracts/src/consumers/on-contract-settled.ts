import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ContractSettled } from '#common/events/definitions/contract-settled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { UnspentBudget } from '../budgets/unspent-budget.js';

/** What the settlement of a terminated contract leaves of its budget is free again. */
@Controller()
export class OnContractSettled {
  constructor(private readonly unspent: UnspentBudget) {}

  @Consumes(ContractSettled)
  handle(@Payload() { contractId, settledAmount }: ContractSettled, @Ctx() context: InboxContext): Promise<void> {
    return this.unspent.release(contractId, settledAmount, context);
  }
}
