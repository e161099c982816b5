import { NestedList, Text, Whole } from '#common/http/validation/fields.js';
import type { RequestAnswer } from '../domain/application.state.js';

export class RequestAnswerRequest implements RequestAnswer {
  /** Number of the request in the result, from 1. */
  @Whole({ min: 1, max: 100 })
  readonly request!: number;

  @Text({ max: 4000 })
  readonly text!: string;
}

export class AnswerDeferralRequest {
  @NestedList(() => RequestAnswerRequest, { min: 1, max: 100 })
  readonly answers!: RequestAnswerRequest[];
}
