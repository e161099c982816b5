import { Type, type Static } from 'typebox';
import { DayText, Instant } from '#common/events/definitions/shapes.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import type { ContractState } from './domain/contract.state.js';
import { INCIDENT_CLASSES, type Incident } from './domain/incident.state.js';
import { performanceOf } from './domain/performance.rules.js';
import { isOfSupplier, readsAsParty } from './contract.permissions.js';

/** What the supplier reported; whom to ask is a desk, never a person. */
export const IncidentView = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  class: Type.Enum(INCIDENT_CLASSES),
  intervals: Type.Array(Type.Object({ from: Instant, to: Type.Optional(Instant) })),
  what: Type.String(),
  cause: Type.String(),
  measures: Type.String(),
  advice: Type.String(),
  desk: Type.Object({ unit: Type.String(), number: Type.String() }),
  reportedAt: Instant,
  shownUntil: DayText,
});

type IncidentView = Static<typeof IncidentView>;

/**
 * For the parties and the auditor all; for the ministry the leaks, which it is told of; for officers of NIA all, who
 * review the suspension of the listing, unless they are of the supplier's own house.
 */
export function incidentsFor(reader: Reader, state: ContractState): { readonly incidents?: IncidentView[] } {
  const shown = performanceOf(state).incidents.filter((incident) => mayRead(reader, state, incident));
  return shown.length === 0 ? {} : { incidents: shown.map((one) => ({ ...one, intervals: [...one.intervals] })) };
}

function mayRead(reader: Reader, state: ContractState, incident: Incident): boolean {
  if (readsAsParty(reader, state)) return true;
  if (reader.kind !== 'person' || isOfSupplier(reader, state)) return false;
  return hasRole(reader, 'NIA_OPERATOR') || (hasRole(reader, 'MINISTRY') && incident.class === 'LEAK');
}
