import { readModelMap } from '#common/service/service-map.js';
import { comparisonsProjection } from './comparisons.projection.js';
import { SavedComparisons } from './saved-comparisons.mongo.js';

/** Our copy of the comparisons that institutions saved in the catalog. */
export const comparisons = readModelMap({
  projections: [comparisonsProjection],
  operations: {},
  providers: [SavedComparisons],
});
