import { Text } from '#common/http/fields.js';

export class DeclineQuoteRequest {
  @Text({ max: 2000 })
  readonly reason!: string;
}
