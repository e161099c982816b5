import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { AmendContractRequest } from './amend-contract.request.js';
import { AmendContract } from './amend-contract.usecase.js';

@Controller()
export class AmendContractHttp {
  constructor(
    private readonly useCase: AmendContract,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'amendContract',
    method: 'POST',
    path: '/v1/contracts/:id/amendments',
    summary: 'A party proposes to amend a running contract',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'AMENDMENT_BELOW_STATED',
      'LINE_ORDERED',
      'CONTRACT_NOT_ACTIVE',
      'CONTRACT_NOT_CONCLUDED',
      'TERMINATION_NOTICED',
      'TERMS_MISSING',
      'PERIOD_OVER',
      'AMENDMENT_OPEN',
      'AMENDMENT_EMPTY',
      'PERIOD_PAST',
      'LISTING_UNKNOWN',
      'LISTING_NOT_CONTRACTABLE',
      'LINE_MISSING',
      'LINE_REPEATED',
      'PRICE_LINE_UNKNOWN',
      'PRICE_ABOVE_LISTED',
      'MINIMUM_MONTHS',
      'AMOUNT_IMPLAUSIBLE',
      'BILLING_MODEL_MISMATCH',
      'CAP_MISSING',
      'CAP_TOO_LOW',
      'LARGEST_ORDER_INVALID',
      'MONEY_INVALID',
      'YEAR_REPEATED',
      'YEAR_OUTSIDE_PERIOD',
      'YEAR_AMOUNTS_MISMATCH',
      'MULTI_YEAR_INCOMPLETE',
      'YEAR_OVER',
      'CONSORTIUM_PART_MISSING',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: AmendContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    return this.views.of(await this.useCase.execute({ ...meta, id }, body), meta.actor);
  }
}
