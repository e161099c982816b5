import { aggregateMap } from '#common/service/service-map.js';
import { GetPublishedFiguresHttp } from './get-published-figures/get-published-figures.http.js';
import { ListPublishedFiguresHttp } from './list-published-figures/list-published-figures.http.js';
import { publicationPermissions } from './publication.permissions.js';
import { publicationType } from './publication.type.js';
import { Publications } from './publications.repository.js';
import { PublishFiguresHttp } from './publish-figures/publish-figures.http.js';
import { PublishFigures } from './publish-figures/publish-figures.usecase.js';

/** Published figures (공표 통계). */
export const publications = aggregateMap({
  type: publicationType,
  repository: Publications,
  operations: {
    publishFigures: [PublishFiguresHttp, PublishFigures],
    getPublishedFigures: [GetPublishedFiguresHttp],
    listPublishedFigures: [ListPublishedFiguresHttp],
  },
  permissions: publicationPermissions,
});
