import { Text } from '#common/http/validation/fields.js';

export class ExtendCheckRequest {
  @Text({ max: 2000 })
  readonly reason!: string;
}
