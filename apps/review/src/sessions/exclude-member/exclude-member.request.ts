import { OneOf, Text } from '#common/http/validation/fields.js';
import { EXCLUSION_GROUNDS, type ExclusionGround } from '../domain/excluding.js';

export class ExcludeMemberRequest {
  @OneOf(EXCLUSION_GROUNDS, { description: 'Ground a–d of decree Art. 15-4' })
  readonly ground!: ExclusionGround;

  @Text({ max: 2000, description: 'What shows the ground' })
  readonly evidence!: string;
}
