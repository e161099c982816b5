import { Text } from '#common/http/validation/fields.js';

export class ContestExclusionRequest {
  @Text({ max: 2000, description: 'Why the ground does not apply' })
  readonly reason!: string;
}
