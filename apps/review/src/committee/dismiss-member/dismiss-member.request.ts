import { OneOf, Text } from '#common/http/validation/fields.js';
import { DISMISSAL_GROUNDS, type DismissalGround } from '../domain/committee.state.js';

export class DismissMemberRequest {
  @OneOf(DISMISSAL_GROUNDS, { description: 'Ground of decree Art. 15-5' })
  readonly ground!: DismissalGround;

  @Text({ max: 1000 })
  readonly reason!: string;
}
