import { readModelMap } from '#common/service/service-map.js';
import { Figures } from './figures.mongo.js';
import { GetStatisticsHttp } from './get-statistics.http.js';
import { statisticsPermissions } from './statistics.permissions.js';
import { contractFigures, selectionFigures } from './statistics.projection.js';

/** Contract performance as it is published (이용계약 실적). */
export const statistics = readModelMap({
  projections: [contractFigures, selectionFigures],
  operations: { getStatistics: [GetStatisticsHttp] },
  permissions: [statisticsPermissions],
  providers: [Figures],
});
