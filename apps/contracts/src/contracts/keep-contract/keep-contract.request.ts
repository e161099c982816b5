import { Text } from '#common/http/validation/fields.js';

export class KeepContractRequest {
  @Text({ max: 2000 })
  readonly reason!: string;
}
