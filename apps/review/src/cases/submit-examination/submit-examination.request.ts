import { NestedList, OneOf, Text } from '#common/http/validation/fields.js';
import {
  CRITERIA,
  FINDINGS,
  RECOMMENDATIONS,
  type Criterion,
  type CriterionFinding,
  type Finding,
  type Recommendation,
} from '../domain/case.state.js';

export class CriterionFindingRequest implements CriterionFinding {
  @OneOf(CRITERIA)
  readonly criterion!: Criterion;

  @OneOf(FINDINGS)
  readonly finding!: Finding;

  @Text({ max: 2000, optional: true, description: 'Needed unless the criterion is met' })
  readonly comment?: string;
}

export class SubmitExaminationRequest {
  @NestedList(() => CriterionFindingRequest, { min: 1, max: 20 })
  readonly findings!: CriterionFindingRequest[];

  @OneOf(RECOMMENDATIONS)
  readonly recommendation!: Recommendation;

  @Text({ max: 4000 })
  readonly comment!: string;
}
