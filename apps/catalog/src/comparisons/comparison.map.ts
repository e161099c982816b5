import { aggregateMap } from '#common/service/service-map.js';
import { CompareListingsHttp } from './compare-listings/compare-listings.http.js';
import { ComparedListings } from './compared-listings.js';
import { comparisonPermissions } from './comparison.permissions.js';
import { comparisonType } from './comparison.type.js';
import { Comparisons } from './comparisons.repository.js';
import { GetComparisonHttp } from './get-comparison/get-comparison.http.js';
import { SaveComparisonHttp } from './save-comparison/save-comparison.http.js';
import { SaveComparison } from './save-comparison/save-comparison.usecase.js';

/** Comparisons of listings (비교). */
export const comparisons = aggregateMap({
  type: comparisonType,
  repository: Comparisons,
  operations: {
    compareListings: [CompareListingsHttp],
    saveComparison: [SaveComparisonHttp, SaveComparison],
    getComparison: [GetComparisonHttp],
  },
  permissions: comparisonPermissions,
  providers: [ComparedListings],
});
