import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { InstitutionEvent } from './institution.events.js';
import { ensureAbove, ensureNotMerged, factsOn, type Register } from './institution.rules.js';
import type { InstitutionState, InstitutionTraits } from './institution.state.js';

/** One institution per code, whichever user registers it first. */
export const institutionIdOf = (code: string): string => derivedId('institution', code);

/** An institution registers itself (수요기관 등록), below one that is registered. 422 PARENT_UNKNOWN. */
export function registerInstitution(
  stated: InstitutionTraits & { readonly code: string },
  register: Register,
  { today }: Pick<Moment, 'today'>,
): readonly InstitutionEvent[] {
  if (stated.parent !== undefined) ensureAbove(stated.parent, today, register);
  return [{ type: 'InstitutionRegistered', data: stated }];
}

/** NIA verifies an institution; once. 409 INSTITUTION_VERIFIED. */
export function verifyInstitution({ code, status }: InstitutionState): readonly InstitutionEvent[] {
  ensure(status === 'REGISTERED', () =>
    wrongState('INSTITUTION_VERIFIED', `The institution ${code} has been verified already.`),
  );
  return [{ type: 'InstitutionVerified', data: { code } }];
}

/**
 * The facts that a contract of this day names: only a verified institution plans contracts (§11.4).
 * 409 INSTITUTION_NOT_VERIFIED, INSTITUTION_MERGED.
 */
export function factsOfVerified(state: InstitutionState, on: Day, register: Register): InstitutionFacts {
  const { code, verifiedAt } = state;
  const facts = factsOn(state, on, register);
  if (verifiedAt === undefined || facts === undefined)
    throw wrongState('INSTITUTION_NOT_VERIFIED', `The institution ${code} has not been verified yet: NIA does that.`);
  ensureNotMerged(state, on);
  return facts;
}
