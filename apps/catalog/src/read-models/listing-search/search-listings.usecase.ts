import { Injectable } from '@nestjs/common';
import { listQuery, page, type Page } from '#common/http/paging.js';
import { Stores } from '#common/aggregates/stores.js';
import { ContractCounts, NO_CONTRACTS } from '../listing-contracts/contract-counts.mongo.js';
import { SEARCH_SORTS } from './listing-search.criteria.js';
import { ListingSearchReader, SORT_PATHS } from './listing-search.mongo.js';
import { listingSummaryView, type ListingSummaryView } from './listing-summary.view.js';
import type { SearchListingsRequest } from './search-listings.request.js';

/** Listed services only; the rows are a read model and may lag by a moment. */
@Injectable()
export class SearchListings {
  constructor(
    private readonly search: ListingSearchReader,
    private readonly counts: ContractCounts,
    private readonly stores: Stores,
  ) {}

  async execute({ sort, limit, cursor, ...criteria }: SearchListingsRequest): Promise<Page<ListingSummaryView>> {
    const paging = { limit, sort: SEARCH_SORTS[sort ?? 'newest'], ...(cursor !== undefined && { cursor }) };
    const query = listQuery(paging, { where: {}, sorts: SORT_PATHS });
    const found = page(await this.search.find(criteria, query), query, (row) => row);
    const counts = await this.counts.of(found.items.map((row) => row.id));
    const { today } = this.stores.moment();
    const items = found.items.map(({ id, state }) => listingSummaryView(state, counts.get(id) ?? NO_CONTRACTS, today));
    return { items, ...(found.next !== undefined && { next: found.next }) };
  }
}
