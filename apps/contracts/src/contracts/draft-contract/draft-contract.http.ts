import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { ChosenListing } from '../chosen-listing.js';
import { Contracts } from '../contracts.repository.js';
import { draftContract } from '../domain/drafting.js';
import { depositOf } from './deposit.js';
import { DraftContractRequest } from './draft-contract.request.js';

@Controller()
export class DraftContractHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly listings: ChosenListing,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'draftContract',
    method: 'POST',
    path: '/v1/contracts/:id/draft',
    summary: 'The institution draws up the contract with its deposit',
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
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: DraftContractRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const draft = {
      entry: await this.listings.chosen({ ...meta, id }),
      deposit: depositOf(body.deposit),
      routeWarningAcknowledged: body.routeWarningAcknowledged ?? false,
      validityWarningAcknowledged: body.validityWarningAcknowledged ?? false,
    };
    const drafted = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      draftContract(contract, draft, moment),
    );
    return this.views.of(drafted, meta.actor);
  }
}
