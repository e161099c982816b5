import { readModelMap } from '#common/service/service-map.js';
import { ViewCounts } from './view-counts.mongo.js';

/** Views of listings by day (조회 수); made of no events, so there is nothing to rebuild it from. */
export const listingViewCounts = readModelMap({ projections: [], operations: {}, providers: [ViewCounts] });
