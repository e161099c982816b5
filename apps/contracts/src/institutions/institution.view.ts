import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { Id, Instant } from '#common/events/definitions/shapes.js';
import type { InstitutionState } from './domain/institution.state.js';

export const InstitutionView = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    self: Type.String(),
    status: Type.Enum(['REGISTERED', 'VERIFIED']),
    ...InstitutionFacts.properties,
    registeredAt: Instant,
    verifiedAt: Type.Optional(Instant),
  },
  { $id: 'Institution' },
);
export type InstitutionView = Static<typeof InstitutionView>;

export function institutionView({ id, version, state }: Snapshot<InstitutionState>): InstitutionView {
  const { status, code, name, type, ministry, registeredAt, verifiedAt } = state;
  return {
    id,
    version,
    self: `/v1/institutions/${code}`,
    status,
    code,
    name,
    type,
    ...(ministry !== undefined && { ministry }),
    registeredAt,
    ...(verifiedAt !== undefined && { verifiedAt }),
  };
}
