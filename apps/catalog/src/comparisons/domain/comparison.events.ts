import type { Fact } from '#common/aggregates/fact.js';
import type { ComparisonState } from './comparison.state.js';

export type ComparisonEvent = Fact<'ComparisonSaved', ComparisonState>;
