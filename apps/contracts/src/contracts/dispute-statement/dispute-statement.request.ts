import { Text } from '#common/http/validation/fields.js';

export class DisputeStatementRequest {
  @Text({ max: 2000 })
  readonly reason!: string;
}
