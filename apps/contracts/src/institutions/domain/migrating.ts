import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { InstitutionEvent } from './institution.events.js';

/** Takes over an institution (수요기관) from the records of before: it has contracted, so it was verified (§6). */
export function migrateInstitution({
  code,
  name,
  type,
  ministry,
  synthetic,
}: InstitutionFacts & { readonly synthetic?: true }): readonly InstitutionEvent[] {
  const stated = { ...(ministry !== undefined && { ministry }), ...(synthetic !== undefined && { synthetic }) };
  return [
    { type: 'InstitutionRegistered', data: { code, name, type, ...stated } },
    { type: 'InstitutionVerified', data: { code } },
  ];
}
