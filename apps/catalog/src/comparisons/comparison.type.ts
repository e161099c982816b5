import { evolution } from '#common/aggregates/evolution.js';
import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { evolveComparison, type ComparisonSaved, type ComparisonState } from './domain/comparison.js';

export const comparisonType: AggregateType<ComparisonState, ComparisonSaved> = {
  name: 'comparison',
  collection: 'comparisons',
  evolve: evolution<ComparisonState, ComparisonSaved>()(
    { ComparisonSaved: (event, state) => evolveComparison(state, event) },
    evolveComparison,
  ),
  publishes: [],
  indexed: ['state.institution'],
};
