import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { notifyFix } from '../domain/inspecting.js';
import { NotifyFixRequest } from './notify-fix.request.js';

@Controller()
export class NotifyFixHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'notifyFix',
    method: 'POST',
    path: '/v1/contracts/:id/inspections/:n/fix',
    summary: 'The supplier says that what failed is mended; the inspection starts again',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_STARTED', 'INSPECTION_STATUS', 'STATEMENT_STATUS'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') statementNo: number,
    @Body() body: NotifyFixRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      notifyFix(contract, { ...body, statementNo }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
