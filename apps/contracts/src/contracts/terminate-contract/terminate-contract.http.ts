import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import { terminateContract } from '../domain/terminating.js';
import { TerminateContractRequest } from './terminate-contract.request.js';

@Controller()
export class TerminateContractHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'terminateContract',
    method: 'POST',
    path: '/v1/contracts/:id/termination',
    summary: 'A party ends a running contract early; by agreement both state the same',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CONTRACT_NOT_ACTIVE',
      'TERMINATION_NOTICED',
      'GROUND_NOT_YOURS',
      'TERMINATION_DAY_INVALID',
      'SETTLEMENT_TOO_HIGH',
      'SETTLEMENT_TOO_LOW',
      'BREACH_NOT_DECIDED',
      'DELAY_DAMAGES_TOO_LOW',
      'REVIEW_NOT_OPEN',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: TerminateContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const terminated = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      terminateContract(contract, { ...body, by: partyOf(contract, meta.actor) }, moment),
    );
    return this.views.of(terminated, meta.actor);
  }
}
