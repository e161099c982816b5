import { OneOf, Text } from '#common/http/validation/fields.js';

export class ReturnApplicationRequest {
  @OneOf(['NOT_ELIGIBLE_KIND', 'UNDER_SANCTION'])
  readonly ground!: 'NOT_ELIGIBLE_KIND' | 'UNDER_SANCTION';

  @Text({ max: 2000 })
  readonly reason!: string;
}
