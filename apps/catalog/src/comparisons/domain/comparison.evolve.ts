import { evolution } from '#common/aggregates/evolution.js';
import type { ComparisonEvent } from './comparison.events.js';
import type { ComparisonState } from './comparison.state.js';

export const evolve = evolution<ComparisonState, ComparisonEvent>()({
  ComparisonSaved: ({ data: { comparisonId, institution, savedOn }, details }) => ({
    comparisonId,
    institution,
    savedOn,
    ...details,
  }),
});
