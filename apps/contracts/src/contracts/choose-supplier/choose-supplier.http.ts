import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { SavedComparisons } from '../../read-models/comparisons/saved-comparisons.mongo.js';
import { ChosenListing } from '../chosen-listing.js';
import { Contracts } from '../contracts.repository.js';
import { chooseSupplier } from '../domain/choosing.js';
import { ChooseSupplierRequest } from './choose-supplier.request.js';

@Controller()
export class ChooseSupplierHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly listings: ChosenListing,
    private readonly saved: SavedComparisons,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'chooseSupplier',
    method: 'POST',
    path: '/v1/contracts/:id/supplier-choice',
    summary: 'The institution chooses a supplier to negotiate with, and says why',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'METHOD_IS_CATALOG',
      'CONTRACT_NOT_QUOTING',
      'OFFERS_SEALED',
      'NO_VALID_OFFER',
      'OFFER_NOT_VALID',
      'CONSORTIUM_MEMBER_COMPETES',
      'COMPARISON_MISSING',
      'COMPARISON_UNKNOWN',
      'COMPARISON_WITHOUT_CHOICE',
      'COMPARISON_INCOMPLETE',
      'LISTING_UNKNOWN',
      'LISTING_NOT_CONTRACTABLE',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ChooseSupplierRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const entry = await this.listings.of({ ...meta, id }, body.requestNo);
    const { requestNo, reason, comparisonId, furtherComparisonIds = [] } = body;
    const comparisonIds = [
      ...new Set([...(comparisonId === undefined ? [] : [comparisonId]), ...furtherComparisonIds]),
    ];
    const comparisons = await this.saved.of(comparisonIds);
    const chosen = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      chooseSupplier(contract, { requestNo, reason, entry, comparisonIds, comparisons }, moment),
    );
    return this.views.of(chosen, meta.actor);
  }
}
