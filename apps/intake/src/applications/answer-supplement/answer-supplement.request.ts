import { Name, NestedList, Text } from '#common/http/validation/fields.js';
import type { SupplementAnswer } from '../domain/application.state.js';

export class SupplementAnswerRequest implements SupplementAnswer {
  @Name({ max: 100 })
  readonly subject!: string;

  @Text({ max: 4000 })
  readonly explanation!: string;
}

/** Items answered by a newly attached document need no explanation. */
export class AnswerSupplementRequest {
  @NestedList(() => SupplementAnswerRequest, { max: 50 })
  readonly answers!: SupplementAnswerRequest[];
}
