import { Controller, Query } from '@nestjs/common';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import { ListingSummaryView } from './listing-summary.view.js';
import { SearchListingsRequest } from './search-listings.request.js';
import { SearchListings } from './search-listings.usecase.js';

@Controller()
export class SearchListingsHttp {
  constructor(private readonly useCase: SearchListings) {}

  @Operation({
    id: 'searchListings',
    method: 'GET',
    path: '/v1/listings',
    summary: 'Search of the registered services; suspended ones carry a banner',
    answers: pageOf(ListingSummaryView),
  })
  handle(@Query() request: SearchListingsRequest): Promise<Page<ListingSummaryView>> {
    return this.useCase.execute(request);
  }
}
