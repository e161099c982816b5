import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { inspect } from '../domain/inspecting.js';
import { InspectRequest } from './inspect.request.js';

@Controller()
export class InspectHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'inspect',
    method: 'POST',
    path: '/v1/contracts/:id/inspections',
    summary: 'The institution inspects what a statement bills',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_STARTED', 'FINDINGS_MISSING', 'INSPECTION_STATUS', 'OWN_WORK', 'STATEMENT_STATUS'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: InspectRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract) =>
      inspect(contract, { ...body, by: meta.actor.sub }),
    );
    return this.views.of(changed, meta.actor);
  }
}
