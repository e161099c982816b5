import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { keepContract } from '../domain/reviewing.js';
import { KeepContractRequest } from './keep-contract.request.js';

@Controller()
export class KeepContractHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'keepContract',
    method: 'POST',
    path: '/v1/contracts/:id/termination-review',
    summary: 'The institution decides that a contract goes on whose selection was cancelled for fraud',
    ifMatch: true,
    answers: ContractView,
    refuses: ['REVIEW_NOT_OPEN'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: KeepContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const kept = await this.contracts.change({ ...meta, id }, (contract) => keepContract(contract, body));
    return this.views.of(kept, meta.actor);
  }
}
