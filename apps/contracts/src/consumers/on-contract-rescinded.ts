import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { UnspentBudget } from '../budgets/unspent-budget.js';

/** The money of a rescinded contract is free again. */
@Controller()
export class OnContractRescinded {
  constructor(private readonly unspent: UnspentBudget) {}

  @Consumes(ContractRescinded)
  handle(@Payload() { contractId }: ContractRescinded, @Ctx() context: InboxContext): Promise<void> {
    return this.unspent.release(contractId, 0, context);
  }
}
