import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { confirmDataDestruction } from '../domain/handing-back.js';
import { ConfirmDataDestructionRequest } from './confirm-data-destruction.request.js';

@Controller()
export class ConfirmDataDestructionHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'confirmDataDestruction',
    method: 'POST',
    path: '/v1/contracts/:id/data-destruction',
    summary: 'The supplier confirms that the data cannot be restored',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_ACTIVE', 'DATA_DESTROYED', 'DATA_NOT_RETURNED', 'DATA_STAYS', 'PERIOD_RUNNING'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ConfirmDataDestructionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const destroyed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      confirmDataDestruction(contract, body, moment),
    );
    return this.views.of(destroyed, meta.actor);
  }
}
