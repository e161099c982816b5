import { Text } from '#common/http/validation/fields.js';

export class NameActingChairRequest {
  @Text({ max: 200 })
  readonly memberId!: string;
}
