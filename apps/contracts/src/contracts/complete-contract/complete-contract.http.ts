import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { completeContract } from '../domain/completing.js';
import { CompleteContractRequest } from './complete-contract.request.js';

@Controller()
export class CompleteContractHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'completeContract',
    method: 'POST',
    path: '/v1/contracts/:id/completion',
    summary: 'The institution completes a contract that was performed to its end',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CONTRACT_NOT_ACTIVE',
      'PERIOD_RUNNING',
      'CONTRACT_UNSETTLED',
      'PAID_AMOUNT_MISSING',
      'DATA_NOT_RETURNED',
      'DATA_NOT_DESTROYED',
      'INSPECTION_INVALID',
      'SETTLEMENT_TOO_HIGH',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: CompleteContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const completed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      completeContract(contract, body, moment),
    );
    return this.views.of(completed, meta.actor);
  }
}
