import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { ComparisonSaved } from '#common/events/definitions/comparison-saved.js';
import type { ComparisonEvent } from './domain/comparison.events.js';
import { evolve } from './domain/comparison.evolve.js';
import type { ComparisonState } from './domain/comparison.state.js';

export const comparisonType: AggregateType<ComparisonState, ComparisonEvent> = {
  name: 'comparison',
  collection: 'comparisons',
  evolve,
  publishes: [ComparisonSaved],
  indexed: ['state.institution'],
};
