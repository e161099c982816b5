import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { SignAmendment } from './sign-amendment.usecase.js';

@Controller()
export class SignAmendmentHttp {
  constructor(
    private readonly useCase: SignAmendment,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'signAmendment',
    method: 'POST',
    path: '/v1/contracts/:id/amendments/:n/signatures',
    summary: 'A party, or each member of its consortium, signs an amendment; the last signature brings it into force',
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
      'AMENDMENT_CLOSED',
      'ALREADY_SIGNED',
      'PERIOD_PAST',
      'YEAR_OVER',
      'CATALOG_STALE',
      'LISTING_UNKNOWN',
      'LISTING_NOT_CONTRACTABLE',
      'INSTITUTION_NOT_REGISTERED',
      'INSTITUTION_NOT_VERIFIED',
      'INSTITUTION_MERGED',
      'BUDGET_MISSING',
      'BUDGET_EXCEEDED',
      'SIGNING_LAPSED',
    ],
  })
  async handle(@Param('id') id: string, @NumberParam('n') n: number, @Meta() meta: CommandMeta): Promise<ContractView> {
    return this.views.of(await this.useCase.execute({ ...meta, id }, n), meta.actor);
  }
}
