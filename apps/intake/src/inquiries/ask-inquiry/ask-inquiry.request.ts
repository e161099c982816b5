import { Text } from '#common/http/validation/fields.js';

export class AskInquiryRequest {
  @Text({ max: 2000 })
  readonly question!: string;
}
