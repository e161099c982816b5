import { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';

/**
 * A supplier that was debarred or changed at least once. Its debarments are fields by number: a projection sets fields,
 * and never adds to a list.
 */
export type DebarmentsRow = Readonly<Record<string, unknown>> & {
  readonly _id: string;
  readonly businessNumber: string;
  /** The newest that NIA approved; absent when it never changed. */
  readonly name?: string;
};

/** Fields of the debarment `no`: what was ordered, and how it ended. */
export const ORDER_FIELD = 'order';
export const END_FIELD = 'end';

function project({ definition, data }: ProjectedEvent) {
  if (definition === SupplierDebarred) {
    const { businessNumber, debarmentNo, from, to, ground } = data as SupplierDebarred;
    return { businessNumber, [`${ORDER_FIELD}${debarmentNo}`]: { no: debarmentNo, from, to, ground } };
  }
  if (definition === SupplierChanged) {
    const { businessNumber, name } = (data as SupplierChanged).supplier;
    return { businessNumber, name };
  }
  const { businessNumber, debarmentNo, from } = data as SupplierReinstated;
  return { businessNumber, [`${END_FIELD}${debarmentNo}`]: from };
}

/** Debarments (부정당업자 제재) and new names of suppliers, as intake tells them. */
export const debarmentsProjection: Projection = {
  name: 'debarments',
  collection: 'debarments',
  consumes: [SupplierChanged, SupplierDebarred, SupplierReinstated],
  project,
  indexes: [{ businessNumber: 1 }],
};
