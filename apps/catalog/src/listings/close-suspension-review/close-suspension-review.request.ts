import { Text } from '#common/http/validation/fields.js';

export class CloseSuspensionReviewRequest {
  @Text({ max: 2000, description: 'Why the listing is not suspended' })
  readonly reason!: string;
}
