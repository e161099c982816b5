import type { Fact } from '#common/aggregates/fact.js';
import type { DatedTraits, InstitutionTraits } from './institution.state.js';

export type InstitutionEvent =
  | Fact<'InstitutionRegistered', InstitutionTraits & { readonly code: string; readonly synthetic?: true }>
  | Fact<'InstitutionVerified', { readonly code: string }>
  | Fact<'InstitutionChanged', DatedTraits & { readonly legalBasis: string }>;
