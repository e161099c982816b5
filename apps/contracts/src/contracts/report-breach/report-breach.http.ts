import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import { reportBreach } from '../domain/reporting-breaches.js';
import { ReportBreachRequest } from './report-breach.request.js';

@Controller()
export class ReportBreachHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'reportBreach',
    method: 'POST',
    path: '/v1/contracts/:id/breaches',
    summary: 'A party reports a breach of the other one, with the facts and what proves them',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_CONCLUDED', 'CONTRACT_NOT_STARTED', 'BREACH_OPEN', 'BREACH_DAY_INVALID'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ReportBreachRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const changed = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      reportBreach(contract, { ...body, by: partyOf(contract, meta.actor) }, moment),
    );
    return this.views.of(changed, meta.actor);
  }
}
