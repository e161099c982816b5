import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { extendInspection } from '../domain/inspecting.js';
import { ExtendInspectionRequest } from './extend-inspection.request.js';

@Controller()
export class ExtendInspectionHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'extendInspection',
    method: 'POST',
    path: '/v1/contracts/:id/inspections/:n/extension',
    summary: 'The institution extends the inspection of statement n, once',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CONTRACT_NOT_STARTED',
      'INSPECTION_EXTENDED',
      'INSPECTION_OVERDUE',
      'INSPECTION_STATUS',
      'STATEMENT_STATUS',
    ],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') statementNo: number,
    @Body() body: ExtendInspectionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      extendInspection(contract, { ...body, statementNo }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
