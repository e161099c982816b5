import { Text, Texts } from '#common/http/validation/fields.js';

export class AnswerBreachRequest {
  @Text({ max: 4000 })
  readonly statement!: string;

  @Texts({ itemMax: 200, max: 20, optional: true, description: 'Names or numbers of the papers that prove it' })
  readonly evidence: string[] = [];
}
