import type { Fact } from '#common/aggregates/fact.js';
import type { DatedTraits, InstitutionTraits, Merger } from './institution.state.js';

export type InstitutionEvent =
  | Fact<'InstitutionRegistered', InstitutionTraits & { readonly code: string; readonly synthetic?: true }>
  | Fact<'InstitutionVerified', { readonly code: string }>
  | Fact<'MergerRecorded', Merger>
  | Fact<'InstitutionMerged', { readonly into: string; readonly lookAgainAt: string }>
  | Fact<'LateContractsPassed', { readonly into: string }>
  | Fact<
      'InstitutionChanged',
      DatedTraits & {
        readonly legalBasis: string;
        /** Where it puts the institution below another one: its number among all such changes. */
        readonly hierarchyNo?: number;
      }
    >;
