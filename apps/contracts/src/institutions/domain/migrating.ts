import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { InstitutionEvent } from './institution.events.js';
import { registerInstitution } from './registering.js';

/** Takes over an institution (수요기관) from the records of before: it has contracted, so it was verified (§6). */
export function migrateInstitution({
  synthetic,
  ...facts
}: InstitutionFacts & { readonly synthetic?: true }): readonly InstitutionEvent[] {
  const { code } = facts;
  return [
    ...registerInstitution(facts).map((event): InstitutionEvent =>
      event.type === 'InstitutionRegistered' && synthetic !== undefined
        ? { ...event, data: { ...event.data, synthetic } }
        : event,
    ),
    { type: 'InstitutionVerified', data: { code } },
  ];
}
