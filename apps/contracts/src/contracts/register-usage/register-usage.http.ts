import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { registerUsage } from '../domain/registering.js';
import { RegisterUsageRequest } from './register-usage.request.js';

@Controller()
export class RegisterUsageHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'registerUsage',
    method: 'POST',
    path: '/v1/contracts/:id/usage-registration',
    summary: 'The institution registers its use; from then on the contract counts',
    ifMatch: true,
    answers: ContractView,
    refuses: ['CONTRACT_NOT_CONCLUDED', 'USAGE_REGISTERED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RegisterUsageRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const { supportProgramme = false, ...use } = body;
    const registered = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      registerUsage(contract, { ...use, supportProgramme }, moment),
    );
    return this.views.of(registered, meta.actor);
  }
}
