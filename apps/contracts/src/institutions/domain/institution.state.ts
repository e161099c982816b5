import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';

/** Demand institution (수요기관): state body, local government or public institution, once NIA has verified it. */
export interface InstitutionState extends InstitutionFacts {
  readonly status: 'REGISTERED' | 'VERIFIED';
  readonly registeredAt: string;
  readonly verifiedAt?: string;
  /** A generated record, about nobody; absent of all others. */
  readonly synthetic?: true;
}
