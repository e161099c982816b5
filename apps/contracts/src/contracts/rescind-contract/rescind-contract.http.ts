import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { rescindContract } from '../domain/rescinding.js';
import { RescindContractRequest } from './rescind-contract.request.js';

@Controller()
export class RescindContractHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'rescindContract',
    method: 'POST',
    path: '/v1/contracts/:id/rescission',
    summary: 'The institution undoes a concluded contract before its first day',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_CONCLUDED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RescindContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const rescinded = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      rescindContract(contract, body, moment),
    );
    return this.views.of(rescinded, meta.actor);
  }
}
