import { SupplierDebarred } from '../events/definitions/supplier-debarred.js';
import type { SupplierReinstated } from '../events/definitions/supplier-reinstated.js';
import type { DebarmentPeriod } from '../kernel/debarment.js';
import { own } from '../kernel/own.js';
import type { ProjectedEvent } from './projection.js';

/** A debarment (부정당업자 제재) as other services know it: its days and the code of its ground, no reason. */
export interface KnownDebarment extends DebarmentPeriod {
  readonly no: number;
  readonly ground: string;
}

/**
 * The row of a supplier that was debarred at least once. Its debarments are fields by number: a projection sets fields,
 * and never adds to a list.
 */
export type DebarmentsRow = Readonly<Record<string, unknown>> & {
  readonly _id: string;
  readonly businessNumber: string;
};

/** Fields of the debarment `no`: what was ordered, and how it ended. */
const ORDER_FIELD = 'order';
const END_FIELD = 'end';

/** What SupplierDebarred and SupplierReinstated set on the row of their supplier. */
export function debarmentFields({ definition, data }: ProjectedEvent): Readonly<Record<string, unknown>> {
  if (definition === SupplierDebarred) {
    const { businessNumber, debarmentNo, from, to, ground } = data as SupplierDebarred;
    return { businessNumber, [`${ORDER_FIELD}${debarmentNo}`]: { no: debarmentNo, from, to, ground } };
  }
  const { businessNumber, debarmentNo, from } = data as SupplierReinstated;
  return { businessNumber, [`${END_FIELD}${debarmentNo}`]: from };
}

/** The debarments of one row, in their order. */
export function debarmentsOf(row: DebarmentsRow): readonly KnownDebarment[] {
  return Object.entries(row)
    .filter(([field]) => field.startsWith(ORDER_FIELD))
    .map(([, order]) => order as KnownDebarment)
    .sort((a, b) => a.no - b.no)
    .map((order) => {
      const end = own(row, `${END_FIELD}${order.no}`);
      return { ...order, ...(typeof end === 'string' && end <= order.to && { freeFrom: end }) };
    });
}
