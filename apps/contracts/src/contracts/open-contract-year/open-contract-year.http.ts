import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { OpenContractYearRequest } from './open-contract-year.request.js';
import { OpenContractYear } from './open-contract-year.usecase.js';

@Controller()
export class OpenContractYearHttp {
  constructor(
    private readonly useCase: OpenContractYear,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'openContractYear',
    method: 'POST',
    path: '/v1/contracts/:id/years',
    summary: 'The institution opens the next year of a multi-year contract, on the budget of that year',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CONTRACT_NOT_CONCLUDED',
      'NOT_MULTI_YEAR',
      'TERMINATION_NOTICED',
      'AMENDMENT_OPEN',
      'YEAR_NOT_NEXT',
      'YEAR_OVER',
      'FISCAL_YEAR_TOO_FAR',
      'INSTITUTION_NOT_REGISTERED',
      'INSTITUTION_NOT_VERIFIED',
      'INSTITUTION_MERGED',
      'BUDGET_MISSING',
      'BUDGET_EXCEEDED',
      'SIGNING_LAPSED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() { fiscalYear }: OpenContractYearRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    return this.views.of(await this.useCase.execute({ ...meta, id }, fiscalYear), meta.actor);
  }
}
