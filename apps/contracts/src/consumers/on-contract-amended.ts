import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ContractAmended } from '#common/events/definitions/contract-amended.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Budgets } from '../budgets/budgets.repository.js';
import { commitReservation } from '../budgets/domain/reserving.js';
import { releaseUnspent } from '../budgets/domain/releasing.js';
import { payingBudget } from '../budgets/reserved-budget.js';
import { Contracts } from '../contracts/contracts.repository.js';
import { payingYears } from '../contracts/domain/amendment.rules.js';
import { amountIn, mostByYear } from '../contracts/domain/year.rules.js';

/** What an amendment costs more is spent; what it costs less is free again. */
@Controller()
export class OnContractAmended {
  constructor(
    private readonly contracts: Contracts,
    private readonly budgets: Budgets,
  ) {}

  @Consumes(ContractAmended)
  async handle(@Payload() data: ContractAmended, @Ctx() context: InboxContext): Promise<void> {
    const { contractId, amendmentNo } = data;
    const contract = await this.contracts.newest(contractId);
    const amendment = contract?.state.amendments?.find(({ n }) => n === amendmentNo);
    if (contract === undefined || amendment?.attempt === undefined) return;
    const { attempt } = amendment;
    const most = mostByYear(amendment.terms);
    for (const year of payingYears(contract.state)) {
      // What later amendments reserved is theirs.
      const spent = { contractId, spent: amountIn(most, year), upTo: attempt };
      await this.budgets.change(context.intent(payingBudget(contract.state, year)), (budget) => [
        ...commitReservation(budget, { contractId, attempt }),
        ...releaseUnspent(budget, spent),
      ]);
    }
  }
}
