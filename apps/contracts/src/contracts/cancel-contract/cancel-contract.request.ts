import { Text } from '#common/http/fields.js';

export class CancelContractRequest {
  @Text({ max: 2000 })
  readonly reason!: string;
}
