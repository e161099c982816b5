import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { correctUsage } from '../domain/registering.js';
import { CorrectUsageRequest } from './correct-usage.request.js';

@Controller()
export class CorrectUsageHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'correctUsage',
    method: 'POST',
    path: '/v1/contracts/:id/usage-corrections',
    summary: 'The institution corrects the registration of its use',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_CONCLUDED', 'USAGE_NOT_REGISTERED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: CorrectUsageRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const { supportProgramme = false, ...use } = body;
    const corrected = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      correctUsage(contract, { ...use, supportProgramme }, moment),
    );
    return this.views.of(corrected, meta.actor);
  }
}
