import { OneOf, Text } from '#common/http/validation/fields.js';
import { RECUSAL_GROUNDS, type RecusalGround } from '../domain/session.state.js';

export class ReportConflictRequest {
  @Text({ max: 200, description: "The member's sub" })
  readonly memberId!: string;

  @OneOf(RECUSAL_GROUNDS, { description: 'Ground of decree Art. 15-4' })
  readonly ground!: RecusalGround;

  @Text({ max: 2000, description: 'What proves it' })
  readonly evidence!: string;
}
