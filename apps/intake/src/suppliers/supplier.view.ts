import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { BusinessNumber, CompanySize } from '#common/events/definitions/shapes.js';
import { hasCheckDigit } from '#common/kernel/business-number.js';
import {
  DEBARMENT_GROUNDS,
  DEBARMENT_STATUSES,
  PERSON_FUNCTIONS,
  PROFILE_CHANGE_STATUSES,
  PROFILE_CHANGES,
  TRANSFER_PAPERS,
  type ProfileChange,
  type SupplierState,
} from './domain/supplier.state.js';
import { REGISTRY_CHECKS, REGISTRY_GAPS, REGISTRY_RESULTS } from './domain/registry-answer.js';

const Day = Type.String({ format: 'date' });

export const RegistryFindingView = Type.Object({
  check: Type.Enum(REGISTRY_CHECKS),
  result: Type.Enum(REGISTRY_RESULTS, { description: 'CONCERN is for NIA to look at; it decides nothing by itself' }),
  gap: Type.Optional(Type.Enum(REGISTRY_GAPS, { description: 'Why the result is UNKNOWN' })),
  source: Type.Optional(Type.String({ description: 'Host of the register' })),
  checkedAt: Type.String({ format: 'date-time' }),
});

const ChangeView = Type.Object({
  no: Type.Integer(),
  class: Type.Enum(PROFILE_CHANGES),
  name: Type.Optional(Type.String()),
  representative: Type.Optional(Type.String()),
  successor: Type.Optional(BusinessNumber),
  papers: Type.Optional(
    Type.Array(Type.Object({ kind: Type.Enum(TRANSFER_PAPERS), referenceNo: Type.String(), issuedOn: Day })),
  ),
  reason: Type.String(),
  status: Type.Enum(PROFILE_CHANGE_STATUSES),
  requestedAt: Type.String({ format: 'date-time' }),
  decidedAt: Type.Optional(Type.String({ format: 'date-time' })),
  rejection: Type.Optional(Type.String()),
});

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
    numberCheck: Type.Enum(['MATCH', 'MISMATCH'], {
      description: 'Whether the last digit of the business number is the one that the others give; NIA decides',
    }),
    name: Type.String(),
    size: CompanySize,
    corporateNumber: Type.Optional(Type.String()),
    representative: Type.String(),
    foundedYear: Type.Optional(Type.Integer()),
    address: Type.String(),
    registeredAt: Type.String({ format: 'date-time' }),
    verified: Type.Boolean(),
    findings: Type.Optional(
      Type.Array(RegistryFindingView, { description: 'What the registers said when NIA verified the supplier' }),
    ),
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
    changes: Type.Array(ChangeView),
    successor: Type.Optional(BusinessNumber),
    declarations: Type.Array(
      Type.Object({ no: Type.Integer(), text: Type.String(), storedAt: Type.String({ format: 'date-time' }) }),
      { description: 'Each version of what the supplier declares with its submissions (확약서)' },
    ),
    debarments: Type.Array(DebarmentView, { description: 'Those that are over included' }),
  },
  { $id: 'Supplier' },
);
export type SupplierView = Static<typeof SupplierView>;

export function supplierView({ id, version, state }: Snapshot<SupplierState>): SupplierView {
  const {
    facts,
    details,
    registeredAt,
    verifiedAt,
    findings,
    people,
    handover,
    changes,
    successor,
    declarations,
    debarments,
  } = state;
  const { contact: _contact, ...shown } = details;
  return {
    id,
    version,
    self: `/v1/suppliers/${facts.businessNumber}`,
    ...facts,
    numberCheck: hasCheckDigit(facts.businessNumber) ? 'MATCH' : 'MISMATCH',
    ...shown,
    representative: shown.representative ?? '',
    address: shown.address ?? '',
    registeredAt,
    verified: verifiedAt !== undefined,
    ...(findings !== undefined && { findings: [...findings] }),
    people: [...people],
    ...(handover !== undefined && { handover }),
    changes: changes.map(changeView),
    ...(successor !== undefined && { successor }),
    declarations: [...declarations],
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

function changeView({ proposed, requestedBy: _by, ...change }: ProfileChange): Static<typeof ChangeView> {
  const { representative, papers, ...rest } = proposed;
  const shown = { ...rest, ...(papers !== undefined && { papers: [...papers] }) };
  return { ...change, ...shown, ...(representative !== undefined && { representative: representative ?? '' }) };
}
