import { Text } from '#common/http/validation/fields.js';

export class RejectChangeRequest {
  @Text({ max: 2000 })
  readonly reason!: string;
}
