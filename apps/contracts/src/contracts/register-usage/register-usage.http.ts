import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { RegisterUsageRequest } from './register-usage.request.js';
import { RegisterUsage } from './register-usage.usecase.js';

@Controller()
export class RegisterUsageHttp {
  constructor(
    private readonly registerUsage: RegisterUsage,
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
    return this.views.of(await this.registerUsage.execute({ ...meta, id, data: body }), meta.actor);
  }
}
