import type { DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { ensure, wrongState } from '#common/kernel/errors.js';

/** Demand institution (수요기관): state body, local government or public institution, once NIA has verified it. */
export interface InstitutionState extends InstitutionFacts {
  readonly status: 'REGISTERED' | 'VERIFIED';
  readonly registeredAt: string;
  readonly verifiedAt?: string;
}

export type InstitutionRegistered = DomainEvent<'InstitutionRegistered', InstitutionFacts>;
export type InstitutionVerified = DomainEvent<'InstitutionVerified', { readonly code: string }>;
export type InstitutionEvent = InstitutionRegistered | InstitutionVerified;

export function registerInstitution(facts: InstitutionFacts): readonly InstitutionEvent[] {
  return [{ type: 'InstitutionRegistered', data: facts }];
}

export function verifyInstitution(state: InstitutionState): readonly InstitutionEvent[] {
  ensure(state.status === 'REGISTERED', () =>
    wrongState('INSTITUTION_VERIFIED', `The institution ${state.code} has been verified already.`),
  );
  return [{ type: 'InstitutionVerified', data: { code: state.code } }];
}

/** Only a verified institution plans contracts (§11.4). */
export function factsOfVerified(state: InstitutionState): InstitutionFacts {
  const { code, name, type, ministry, status } = state;
  ensure(status === 'VERIFIED', () =>
    wrongState('INSTITUTION_NOT_VERIFIED', `The institution ${code} has not been verified yet: NIA does that.`),
  );
  return { code, name, type, ...(ministry !== undefined && { ministry }) };
}

export function evolve(state: InstitutionState | undefined, event: Recorded<InstitutionEvent>): InstitutionState {
  if (event.type === 'InstitutionRegistered') {
    return { ...event.data, status: 'REGISTERED', registeredAt: event.at.toISOString() };
  }
  return { ...(state as InstitutionState), status: 'VERIFIED', verifiedAt: event.at.toISOString() };
}
