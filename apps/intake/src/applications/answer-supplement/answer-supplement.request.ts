import { Nested, NestedList, Text, Whole } from '#common/http/validation/fields.js';
import { FormPartsRequest } from '../application-form.request.js';
import type { SupplementAnswer } from '../domain/application.state.js';

export class SupplementAnswerRequest implements SupplementAnswer {
  /** Its number in the request. */
  @Whole({ min: 1, max: 100 })
  readonly item!: number;

  @Text({ max: 4000 })
  readonly explanation!: string;
}

/** Items answered by a newly attached document or a changed part of the form need no explanation. */
export class AnswerSupplementRequest {
  @NestedList(() => SupplementAnswerRequest, { max: 100 })
  readonly answers!: SupplementAnswerRequest[];

  @Nested(() => FormPartsRequest, { optional: true })
  readonly form?: FormPartsRequest;
}
