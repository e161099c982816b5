import { OneOf, Text } from '#common/http/validation/fields.js';

export class ReturnApplicationRequest {
  /** `SUPPLEMENT_OVERDUE`: the period of the second demand is over. */
  @OneOf(['NOT_ELIGIBLE_KIND', 'UNDER_SANCTION', 'SUPPLEMENT_OVERDUE'])
  readonly ground!: 'NOT_ELIGIBLE_KIND' | 'UNDER_SANCTION' | 'SUPPLEMENT_OVERDUE';

  @Text({ max: 2000 })
  readonly reason!: string;
}
