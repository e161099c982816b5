import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { confirmDataReturn } from '../domain/handing-back.js';
import { ConfirmDataReturnRequest } from './confirm-data-return.request.js';

@Controller()
export class ConfirmDataReturnHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'confirmDataReturn',
    method: 'POST',
    path: '/v1/contracts/:id/data-return',
    summary: 'The institution confirms that its data came back',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_ACTIVE', 'DATA_RETURNED', 'SUCCESSOR_MISSING', 'CONTRACT_NOT_CONCLUDED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ConfirmDataReturnRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const returned = await this.contracts.change({ ...meta, id }, (contract) => confirmDataReturn(contract, body));
    return this.views.of(returned, meta.actor);
  }
}
