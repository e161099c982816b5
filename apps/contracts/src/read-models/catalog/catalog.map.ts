import { readModelMap } from '#common/service/service-map.js';
import { CatalogFreshness } from './catalog-freshness.js';
import { Catalog } from './catalog.mongo.js';
import { catalogProjection } from './catalog.projection.js';

/** Our copy of the catalog (이용지원시스템): what is asked for and signed for. */
export const catalog = readModelMap({
  projections: [catalogProjection],
  freshnessOf: ['catalog'],
  operations: {},
  providers: [Catalog, CatalogFreshness],
});
