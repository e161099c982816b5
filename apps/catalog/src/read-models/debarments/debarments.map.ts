import { readModelMap } from '#common/service/service-map.js';
import { Debarments } from './debarments.mongo.js';
import { debarmentsProjection } from './debarments.projection.js';

/** Our copy of the debarments of suppliers (부정당업자 제재). */
export const debarments = readModelMap({
  projections: [debarmentsProjection],
  operations: {},
  providers: [Debarments],
});
