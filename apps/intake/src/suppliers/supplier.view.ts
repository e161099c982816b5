import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { BusinessNumber, CompanySize } from '#common/events/definitions/shapes.js';
import type { SupplierState } from './domain/supplier.state.js';

export const SupplierView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    self: Type.String(),
    businessNumber: BusinessNumber,
    name: Type.String(),
    size: CompanySize,
    corporateNumber: Type.Optional(Type.String()),
    representative: Type.String(),
    foundedYear: Type.Optional(Type.Integer()),
    address: Type.String(),
    registeredAt: Type.String({ format: 'date-time' }),
    verified: Type.Boolean(),
  },
  { $id: 'Supplier' },
);
export type SupplierView = Static<typeof SupplierView>;

export function supplierView({ id, version, state }: Snapshot<SupplierState>): SupplierView {
  const { facts, details, registeredAt, verifiedAt } = state;
  const { contact: _contact, ...shown } = details;
  return {
    id,
    version,
    self: `/v1/suppliers/${facts.businessNumber}`,
    ...facts,
    ...shown,
    representative: shown.representative ?? '',
    address: shown.address ?? '',
    registeredAt,
    verified: verifiedAt !== undefined,
  };
}
