import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { depositOf } from './deposit.js';
import { DraftContractRequest } from './draft-contract.request.js';
import { DraftContract } from './draft-contract.usecase.js';

@Controller()
export class DraftContractHttp {
  constructor(
    private readonly useCase: DraftContract,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'draftContract',
    method: 'POST',
    path: '/v1/contracts/:id/draft',
    summary: 'The institution draws up the contract, its document and its deposit',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CONTRACT_NOT_DRAFTED',
      'TERMS_MISSING',
      'PERIOD_PAST',
      'DEPOSIT_TOO_LOW',
      'DEPOSIT_NOT_WAIVABLE',
      'ROUTE_WARNING',
      'VALIDITY_WARNING',
      'LISTING_UNKNOWN',
      'PRINTING_UNAVAILABLE',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: DraftContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const drafted = await this.useCase.execute(
      { ...meta, id },
      {
        deposit: depositOf(body.deposit),
        routeWarningAcknowledged: body.routeWarningAcknowledged ?? false,
        validityWarningAcknowledged: body.validityWarningAcknowledged ?? false,
      },
    );
    return this.views.of(drafted, meta.actor);
  }
}
