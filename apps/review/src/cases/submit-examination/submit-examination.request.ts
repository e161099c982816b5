import { NestedList, OneOf, OneOfEach, Text } from '#common/http/validation/fields.js';
import { FINDING_REASON_CODES } from '#common/kernel/finding-reasons.js';
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

  @OneOfEach(FINDING_REASON_CODES, {
    optional: true,
    unique: true,
    description: 'Why it is not met; needed for NOT_MET',
  })
  readonly reasons?: readonly string[];

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
