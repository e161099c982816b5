import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ContractYearOpened } from '#common/events/definitions/contract-year-opened.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Budgets } from '../budgets/budgets.repository.js';
import { commitReservation } from '../budgets/domain/reserving.js';
import { payingBudget } from '../budgets/reserved-budget.js';
import { Contracts } from '../contracts/contracts.repository.js';

/** The money reserved for a year of a multi-year contract is spent once the year is open. */
@Controller()
export class OnContractYearOpened {
  constructor(
    private readonly contracts: Contracts,
    private readonly budgets: Budgets,
  ) {}

  @Consumes(ContractYearOpened)
  async handle(@Payload() { contractId, fiscalYear }: ContractYearOpened, @Ctx() context: InboxContext): Promise<void> {
    const contract = await this.contracts.newest(contractId);
    const year = contract?.state.yearContracts?.find((one) => one.fiscalYear === fiscalYear);
    if (contract === undefined || year === undefined) return;
    const { attempt } = year;
    const intent = context.intent(payingBudget(contract.state, fiscalYear));
    await this.budgets.change(intent, (budget) => commitReservation(budget, { contractId, attempt }));
  }
}
