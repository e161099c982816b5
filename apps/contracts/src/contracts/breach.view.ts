import { Type, type Static } from 'typebox';
import { DayText } from '#common/events/definitions/shapes.js';
import { DeadlineView, deadlineView } from '#common/http/deadline.view.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import type { ContractState } from './domain/contract.state.js';
import { BREACH_CONSEQUENCES, BREACH_STATUSES, type Breach } from './domain/breach.state.js';
import { isOfSupplier, readsAsParty } from './contract.permissions.js';

const Evidence = Type.Array(Type.String(), { description: 'Names or numbers of papers' });

/** A breach as it was reported, with what the other party says and what was decided. */
export const BreachView = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  status: Type.Enum(BREACH_STATUSES),
  by: Type.Enum(['INSTITUTION', 'SUPPLIER'], { description: 'The party that reports it' }),
  reportedOn: DayText,
  occurredOn: DayText,
  facts: Type.String(),
  evidence: Evidence,
  answer: DeadlineView,
  answered: Type.Optional(Type.Object({ on: DayText, statement: Type.String(), evidence: Evidence })),
  decided: Type.Optional(
    Type.Object({
      on: DayText,
      consequence: Type.Enum(BREACH_CONSEQUENCES),
      reason: Type.String(),
      correctBy: Type.Optional(DayText),
    }),
  ),
  corrected: Type.Optional(Type.Object({ on: DayText, note: Type.String() })),
});
type BreachView = Static<typeof BreachView>;

/**
 * For the parties and the auditor all. For officers of NIA, who debar, what a debarment is asked for, unless they are
 * of the supplier's own house.
 */
export function breachesFor(reader: Reader, state: ContractState, now: Date): { readonly breaches?: BreachView[] } {
  const shown = (state.breaches ?? []).filter((breach) => mayRead(reader, state, breach));
  return shown.length === 0 ? {} : { breaches: shown.map((one) => breachView(one, now)) };
}

function mayRead(reader: Reader, state: ContractState, breach: Breach): boolean {
  if (readsAsParty(reader, state)) return true;
  if (reader.kind !== 'person' || isOfSupplier(reader, state)) return false;
  return hasRole(reader, 'NIA_OPERATOR') && breach.decided?.consequence === 'DEBARMENT_REQUEST';
}

function breachView({ evidence, answer, answered, ...shown }: Breach, now: Date): BreachView {
  return {
    ...shown,
    evidence: [...evidence],
    answer: deadlineView(answer, now),
    ...(answered !== undefined && { answered: { ...answered, evidence: [...answered.evidence] } }),
  };
}
