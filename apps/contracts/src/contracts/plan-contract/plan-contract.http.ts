import { Body, Controller } from '@nestjs/common';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { PlanContractRequest } from './plan-contract.request.js';
import { PlanContract } from './plan-contract.usecase.js';

@Controller()
export class PlanContractHttp {
  constructor(
    private readonly useCase: PlanContract,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'planContract',
    method: 'POST',
    path: '/v1/contracts',
    summary: 'An institution registers a need; the lead time counts from here',
    status: 201,
    answers: ContractView,
    refuses: [
      'CONTRACT_EXISTS',
      'INSTITUTION_NOT_REGISTERED',
      'INSTITUTION_NOT_VERIFIED',
      'INSTITUTION_MERGED',
      'PERIOD_INVALID',
      'PERIOD_PAST',
      'FISCAL_YEAR_MISMATCH',
      'FISCAL_YEAR_TOO_FAR',
      'AMOUNT_IMPLAUSIBLE',
      'FORMER_UNKNOWN',
      'FORMER_NOT_CONCLUDED',
      'FORMER_STILL_RUNS',
      'FORMER_SUCCEEDED',
    ],
  })
  async handle(@Body() body: PlanContractRequest, @Meta() meta: CommandMeta): Promise<ContractView> {
    const id = createdBy('contract', meta.causationId);
    const data = { code: meta.actor.org ?? '', need: body };
    return this.views.of(await this.useCase.execute({ ...meta, id, data }), meta.actor);
  }
}
