import { Text } from '#common/http/validation/fields.js';

export class DeclineAmendmentRequest {
  @Text({ max: 2000 })
  readonly reason!: string;
}
