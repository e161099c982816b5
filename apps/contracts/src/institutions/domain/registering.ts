import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { InstitutionEvent } from './institution.events.js';
import type { InstitutionState } from './institution.state.js';

/** One institution per code, whichever user registers it first. */
export const institutionIdOf = (code: string): string => derivedId('institution', code);

/** An institution registers itself (수요기관 등록). */
export function registerInstitution({ code, name, type, ministry }: InstitutionFacts): readonly InstitutionEvent[] {
  return [{ type: 'InstitutionRegistered', data: { code, name, type, ...(ministry !== undefined && { ministry }) } }];
}

/** NIA verifies an institution; once. 409 INSTITUTION_VERIFIED. */
export function verifyInstitution({ code, status }: InstitutionState): readonly InstitutionEvent[] {
  ensure(status === 'REGISTERED', () =>
    wrongState('INSTITUTION_VERIFIED', `The institution ${code} has been verified already.`),
  );
  return [{ type: 'InstitutionVerified', data: { code } }];
}

/** The facts a contract names: only a verified institution plans contracts (§11.4). 409 INSTITUTION_NOT_VERIFIED. */
export function factsOfVerified(state: InstitutionState): InstitutionFacts {
  const { code, name, type, ministry, status } = state;
  ensure(status === 'VERIFIED', () =>
    wrongState('INSTITUTION_NOT_VERIFIED', `The institution ${code} has not been verified yet: NIA does that.`),
  );
  return { code, name, type, ...(ministry !== undefined && { ministry }) };
}
