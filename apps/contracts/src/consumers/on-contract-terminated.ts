import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { UnspentBudget } from '../budgets/unspent-budget.js';

/** What a terminated contract did not spend of its budget is free again. */
@Controller()
export class OnContractTerminated {
  constructor(private readonly unspent: UnspentBudget) {}

  @Consumes(ContractTerminated)
  handle(@Payload() { contractId, settledAmount }: ContractTerminated, @Ctx() context: InboxContext): Promise<void> {
    return this.unspent.release(contractId, settledAmount, context);
  }
}
