import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { cancelContract } from '../domain/cancelling.js';
import { CancelContractRequest } from './cancel-contract.request.js';

@Controller()
export class CancelContractHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'cancelContract',
    method: 'POST',
    path: '/v1/contracts/:id/cancellation',
    summary: 'A party gives the contract up before its conclusion',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_PLANNED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: CancelContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const cancelled = await this.contracts.change({ ...meta, id }, (contract) => cancelContract(contract, body));
    return this.views.of(cancelled, meta.actor);
  }
}
