import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CMS_REFUSALS } from '#common/signatures/cms.request.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { SignContractRequest } from './sign-contract.request.js';
import { SignContract } from './sign-contract.usecase.js';

@Controller()
export class SignContractHttp {
  constructor(
    private readonly useCase: SignContract,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'signContract',
    method: 'POST',
    path: '/v1/contracts/:id/signatures',
    summary: 'A party, or each member of its consortium, signs; the last signature concludes the contract',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CONTRACT_NOT_SIGNING',
      'ALREADY_SIGNED',
      'DELIVERY_ORDER_MISSING',
      'PERIOD_PAST',
      'INSTITUTION_NOT_REGISTERED',
      'INSTITUTION_NOT_VERIFIED',
      'INSTITUTION_MERGED',
      'CATALOG_STALE',
      'LISTING_UNKNOWN',
      'LISTING_NOT_CONTRACTABLE',
      'BUDGET_MISSING',
      'BUDGET_EXCEEDED',
      'SIGNING_LAPSED',
      'TERMS_MISSING',
      'CONTRACT_NO_TAKEN',
      ...CMS_REFUSALS,
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() { cms }: SignContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    return this.views.of(await this.useCase.execute({ ...meta, id }, cms), meta.actor);
  }
}
