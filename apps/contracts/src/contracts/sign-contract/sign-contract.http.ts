import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { SignContract } from './sign-contract.usecase.js';

@Controller()
export class SignContractHttp {
  constructor(
    private readonly signContract: SignContract,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'signContract',
    method: 'POST',
    path: '/v1/contracts/:id/signatures',
    summary: 'A party signs; the second signature concludes the contract',
    ifMatch: true,
    answers: ContractView,
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ContractView> {
    return this.views.of(await this.signContract.execute({ ...meta, id }), meta.actor);
  }
}
