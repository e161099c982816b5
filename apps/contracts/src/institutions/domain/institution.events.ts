import type { Fact } from '#common/aggregates/fact.js';
import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';

export type InstitutionEvent =
  | Fact<'InstitutionRegistered', InstitutionFacts & { readonly synthetic?: true }>
  | Fact<'InstitutionVerified', { readonly code: string }>;
