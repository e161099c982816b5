import { Text } from '#common/http/validation/fields.js';

export class AnswerInquiryRequest {
  @Text({ max: 2000, optional: true, description: 'In words that tell nothing of who asked; as asked unless given' })
  readonly question?: string;

  @Text({ max: 5000 })
  readonly answer!: string;
}
