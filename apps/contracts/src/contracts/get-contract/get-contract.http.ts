import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';

@Controller()
export class GetContractHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'getContract',
    method: 'GET',
    path: '/v1/contracts/:id',
    summary: 'A contract as its reader may see it; the public once it is concluded',
    answers: ContractView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<ContractView> {
    return this.views.of(await this.contracts.get(id, asking), asking.actor);
  }
}
