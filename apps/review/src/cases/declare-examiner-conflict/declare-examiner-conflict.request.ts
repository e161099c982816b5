import { OneOf, Text } from '#common/http/validation/fields.js';
import { CONFLICT_GROUNDS, type ConflictGround } from '../domain/case.state.js';

export class DeclareExaminerConflictRequest {
  @OneOf(CONFLICT_GROUNDS, { description: 'NONE, or the ground (a–e) that applies' })
  readonly ground!: ConflictGround;

  @Text({ max: 1000, optional: true })
  readonly note?: string;
}
