import { Text } from '#common/http/fields.js';

export class NameActingChairRequest {
  @Text({ max: 200 })
  readonly memberId!: string;
}
