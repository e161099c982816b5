import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import { debarmentFields } from '#common/projections/debarments.js';
import type { Projection } from '#common/projections/projection.js';

/** Debarments of suppliers (부정당업자 제재), as intake tells them. */
export const debarmentsProjection: Projection = {
  name: 'debarments',
  collection: 'debarments',
  consumes: [SupplierDebarred, SupplierReinstated],
  project: debarmentFields,
  indexes: [{ businessNumber: 1 }],
};
