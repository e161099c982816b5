import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { settleTermination } from '../domain/winding-up.js';

@Controller()
export class SettleTerminationHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'settleTermination',
    method: 'POST',
    path: '/v1/contracts/:id/settlement',
    summary: 'The institution closes the settlement of a terminated contract, once its used part is paid',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_TERMINATED', 'TERMS_MISSING', 'CONTRACT_SETTLED', 'CONTRACT_UNSETTLED'],
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ContractView> {
    const settled = await this.contracts.change({ ...meta, id }, settleTermination);
    return this.views.of(settled, meta.actor);
  }
}
