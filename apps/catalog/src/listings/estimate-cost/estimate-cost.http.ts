import { Controller, Param, Query } from '@nestjs/common';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Asking } from '#common/kernel/actor.js';
import { estimateCost } from '../domain/estimating.js';
import { EstimateView, estimateView } from '../estimate.view.js';
import { Listings } from '../listings.repository.js';
import { EstimateCostRequest, usesOf } from './estimate-cost.request.js';

@Controller()
export class EstimateCostHttp {
  constructor(
    private readonly listings: Listings,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'estimateCost',
    method: 'GET',
    path: '/v1/listings/:id/estimate',
    summary: 'What a stated use costs at the listed prices, VAT included',
    answers: EstimateView,
    refuses: ['PRICE_LINE_UNKNOWN', 'USE_REPEATED', 'MINIMUM_MONTHS', 'AMOUNT_IMPLAUSIBLE'],
  })
  async handle(
    @Param('id') id: string,
    @Query() request: EstimateCostRequest,
    @Asker() asking: Asking,
  ): Promise<EstimateView> {
    const { facts } = (await this.listings.get(id, asking)).state;
    return estimateView(facts, estimateCost(facts.prices, usesOf(request), this.stores.moment()));
  }
}
