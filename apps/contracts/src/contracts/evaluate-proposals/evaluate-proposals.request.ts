import { Decimal, NestedList, Text, Whole } from '#common/http/validation/fields.js';

export class EvaluationRequest {
  @Whole({ min: 1, max: 1000 })
  readonly requestNo!: number;

  @Decimal({ min: 0, max: 100 })
  readonly score!: number;

  @Text({ max: 4000 })
  readonly reason!: string;
}

export class EvaluateProposalsRequest {
  @NestedList(() => EvaluationRequest, { min: 1, max: 100 })
  readonly evaluations!: EvaluationRequest[];

  @Whole({ min: 1, max: 1000, description: 'Number of the request whose proposal is chosen' })
  readonly requestNo!: number;

  @Text({ max: 4000 })
  readonly reason!: string;
}
