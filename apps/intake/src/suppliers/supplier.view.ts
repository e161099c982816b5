import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { BusinessNumber, CompanySize } from '#common/events/definitions/shapes.js';
import {
  DEBARMENT_GROUNDS,
  DEBARMENT_STATUSES,
  PERSON_FUNCTIONS,
  type SupplierState,
} from './domain/supplier.state.js';

const Day = Type.String({ format: 'date' });

const DebarmentView = Type.Object({
  no: Type.Integer(),
  from: Day,
  to: Type.String({ format: 'date', description: 'Last day, included' }),
  ground: Type.Enum(DEBARMENT_GROUNDS),
  reason: Type.String(),
  status: Type.Enum(DEBARMENT_STATUSES),
  lifted: Type.Optional(Type.Object({ on: Day, reason: Type.String() })),
});

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
    people: Type.Array(
      Type.Object({
        sub: Type.String(),
        function: Type.Enum(PERSON_FUNCTIONS),
        since: Type.String({ format: 'date-time' }),
      }),
    ),
    handover: Type.Optional(
      Type.Object({ from: Type.String(), to: Type.String(), offeredAt: Type.String({ format: 'date-time' }) }),
    ),
    debarments: Type.Array(DebarmentView, { description: 'Those that are over included' }),
  },
  { $id: 'Supplier' },
);
export type SupplierView = Static<typeof SupplierView>;

export function supplierView({ id, version, state }: Snapshot<SupplierState>): SupplierView {
  const { facts, details, registeredAt, verifiedAt, people, handover, debarments } = state;
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
    people: [...people],
    ...(handover !== undefined && { handover }),
    debarments: debarments.map(({ no, from, to, ground, reason, status, lifted }) => ({
      no,
      from,
      to,
      ground,
      reason,
      status,
      ...(lifted !== undefined && { lifted: { on: lifted.on, reason: lifted.reason } }),
    })),
  };
}
