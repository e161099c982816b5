import { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import { debarmentFields, type DebarmentsRow } from '#common/projections/debarments.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';

/** A supplier that was debarred or changed at least once. */
export type SupplierRow = DebarmentsRow & {
  /** The newest that NIA approved; absent when it never changed. */
  readonly name?: string;
};

function project(event: ProjectedEvent) {
  if (event.definition !== SupplierChanged) return debarmentFields(event);
  const { businessNumber, name } = (event.data as SupplierChanged).supplier;
  return { businessNumber, name };
}

/** Debarments (부정당업자 제재) and new names of suppliers, as intake tells them. */
export const debarmentsProjection: Projection = {
  name: 'debarments',
  collection: 'debarments',
  consumes: [SupplierChanged, SupplierDebarred, SupplierReinstated],
  project,
  indexes: [{ businessNumber: 1 }],
};
