import { Text, Texts } from '#common/http/validation/fields.js';

export class DeferItemRequest {
  @Text({ max: 2000 })
  readonly reason!: string;

  @Texts({ min: 1, max: 20, itemMax: 2000, description: 'What the supplier is asked for' })
  readonly requests!: readonly string[];
}
