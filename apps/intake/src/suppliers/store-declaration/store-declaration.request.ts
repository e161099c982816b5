import { Text } from '#common/http/validation/fields.js';

export class StoreDeclarationRequest {
  @Text({ max: 10_000 })
  readonly text!: string;
}
