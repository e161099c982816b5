import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { QuestionSetEvent } from './domain/question-set.events.js';
import type { QuestionSetState } from './domain/question-set.state.js';
import { questionSetType } from './question-set.type.js';

/** What NIA published; the first versions come with the service and are in no store. */
@Injectable()
export class PublishedQuestionSets extends AggregateStore<QuestionSetState, QuestionSetEvent> {
  constructor(stores: Stores) {
    super(questionSetType, stores);
  }
}
