import { Text } from '#common/http/validation/fields.js';

export class ReplaceExaminerRequest {
  @Text({ max: 200, description: 'The sub of who examines instead, cleared by their own declaration' })
  readonly replacementId!: string;

  @Text({ max: 2000 })
  readonly reason!: string;
}
