import type { ResourcePermissions } from '#common/auth/permissions.js';
import { readModelMap } from '#common/service/service-map.js';
import { ListingSearchReader } from './listing-search.mongo.js';
import { listingSearchPermissions } from './listing-search.permissions.js';
import { listingSearch } from './listing-search.projection.js';
import { SearchListingsHttp } from './search-listings.http.js';
import { SearchListings } from './search-listings.usecase.js';

/** Search of the registered services (§11.3). */
export const listingSearches = readModelMap({
  projections: [listingSearch],
  operations: { searchListings: [SearchListingsHttp, SearchListings] },
  permissions: [listingSearchPermissions as ResourcePermissions<never>],
  providers: [ListingSearchReader],
});
