import type { Fact, Reasoned } from '#common/aggregates/fact.js';
import type { AskedServices, QuestionSetVersion } from './question-set.state.js';

/** None of them leaves the service: the sets are read over HTTP, by all. */
export type QuestionSetEvent =
  | Fact<'QuestionSetPublished', AskedServices & Pick<QuestionSetVersion, 'n' | 'effectiveFrom' | 'questions'>>
  | Reasoned<Fact<'QuestionSetWithdrawn', { readonly n: number }>>;
