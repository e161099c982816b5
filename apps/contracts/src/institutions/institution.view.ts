import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { InstitutionFacts, INSTITUTION_TYPES } from '#common/events/definitions/contract-facts.js';
import { DayText, Id, Instant } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import { INSTITUTION_STATUSES, type InstitutionState, type InstitutionTraits } from './domain/institution.state.js';

const { code: Code, name: Name } = InstitutionFacts.properties;
const DeskView = Type.Object({ unit: Type.String(), number: Type.String() });

const listed = {
  id: Id,
  version: Type.Integer({ minimum: 1 }),
  self: Type.String(),
  status: Type.Enum(INSTITUTION_STATUSES),
  code: Code,
  /** The day on which name, type, parent and desk hold. */
  on: DayText,
  name: Name,
  type: Type.Enum(INSTITUTION_TYPES),
  /** Code of the institution right above it. */
  parent: Type.Optional(Code),
  desk: Type.Optional(DeskView),
  /** Into which institution, and the first day without this one; it may be to come. */
  merger: Type.Optional(Type.Object({ into: Code, from: DayText, legalBasis: Type.String() })),
};

/** In a list: without what follows from other institutions, and without what has changed. */
export const ListedInstitutionView = Type.Object(listed, { $id: 'ListedInstitution' });
export type ListedInstitutionView = Static<typeof ListedInstitutionView>;

export const InstitutionView = Type.Object(
  {
    ...listed,
    /** Name of the state body at the top of those above it; else as it was stated. */
    ministry: Type.Optional(Type.String()),
    registeredAt: Instant,
    verifiedAt: Type.Optional(Instant),
    /** In the order in which they were recorded; those to come are among them. */
    changes: Type.Array(
      Type.Object({
        from: DayText,
        legalBasis: Type.Optional(Type.String()),
        name: Type.Optional(Name),
        type: Type.Optional(Type.Enum(INSTITUTION_TYPES)),
        ministry: Type.Optional(Type.String()),
        /** Null: no institution is above it from that day on. */
        parent: Type.Optional(Type.Union([Code, Type.Null()])),
        desk: Type.Optional(DeskView),
      }),
    ),
  },
  { $id: 'Institution' },
);
export type InstitutionView = Static<typeof InstitutionView>;

export function listedInstitutionView(
  { id, version, state }: Snapshot<InstitutionState>,
  on: Day,
  { name, type, parent, desk }: InstitutionTraits,
): ListedInstitutionView {
  const { status, code, merger } = state;
  return {
    id,
    version,
    self: `/v1/institutions/${code}`,
    status,
    code,
    on,
    name,
    type,
    ...(parent !== undefined && { parent }),
    ...(desk !== undefined && { desk }),
    ...(merger !== undefined && { merger }),
  };
}
