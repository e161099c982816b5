import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import type { QuestionSetEvent } from './domain/question-set.events.js';
import { evolve, questionSetMachine } from './domain/question-set.evolve.js';
import type { QuestionSetState } from './domain/question-set.state.js';

export const questionSetType: AggregateType<QuestionSetState, QuestionSetEvent> = {
  name: 'question set',
  collection: 'question_sets',
  evolve,
  machines: [questionSetMachine],
  publishes: [],
  indexed: [],
};
