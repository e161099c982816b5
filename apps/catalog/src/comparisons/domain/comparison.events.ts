import type { FactWith } from '#common/aggregates/fact.js';
import type { ComparisonSaved } from '#common/events/definitions/comparison-saved.js';
import type { ComparedListing } from './comparison.state.js';

/** Which listings, contracts has to know; what they were and what for, stays here. */
export type ComparisonEvent = FactWith<
  'ComparisonSaved',
  ComparisonSaved,
  { readonly purpose?: string; readonly listings: readonly ComparedListing[] }
>;
