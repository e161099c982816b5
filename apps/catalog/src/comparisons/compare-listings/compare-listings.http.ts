import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ComparedListings } from '../compared-listings.js';
import { comparisonView, ComparisonView } from '../comparison.view.js';
import { ensureComparable } from '../domain/comparing.js';
import { CompareListingsRequest } from './compare-listings.request.js';

@Controller()
export class CompareListingsHttp {
  constructor(private readonly compared: ComparedListings) {}

  @Operation({
    id: 'compareListings',
    method: 'GET',
    path: '/v1/comparisons',
    summary: 'Two or three listings of one subtype side by side',
    answers: ComparisonView,
    refuses: ['COMPARISON_SIZE', 'SUBTYPES_DIFFER'],
  })
  async handle(@Query() { ids }: CompareListingsRequest, @Asker() asking: Asking): Promise<ComparisonView> {
    const listings = await this.compared.of(ids.split(','), asking);
    ensureComparable(listings);
    return comparisonView(listings);
  }
}
