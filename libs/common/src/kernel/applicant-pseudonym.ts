import { createHash } from 'node:crypto';

const SYLLABLES = [...'가나다라마바사아자차카타파하'];
const LENGTH = 4;

/**
 * What an examiner reads instead of the applicant's name where the policy hides it (익명 심사): `신청기업 가나다라`. It is the
 * same for one application, in every service. It hides a name from readers who do not look for it, and is no secret.
 */
export function applicantPseudonym(applicationId: string): string {
  const bytes = createHash('sha256').update(`applicant ${applicationId}`).digest().subarray(0, LENGTH);
  return `신청기업 ${[...bytes].map((byte) => SYLLABLES[byte % SYLLABLES.length]).join('')}`;
}
