import { any, permissionsOn } from '#common/auth/permissions.js';
import type { ListingSearchRow } from './listing-search.projection.js';

/** Rows are of published listings only, so the role decides alone. */
export const listingSearchPermissions = permissionsOn<ListingSearchRow>({
  resource: 'listing',
  seenThrough: 'searchListings',
  operations: { searchListings: { PUBLIC: any } },
});
