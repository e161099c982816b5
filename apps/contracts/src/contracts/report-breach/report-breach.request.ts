import { CalendarDay, Text, Texts } from '#common/http/validation/fields.js';

export class ReportBreachRequest {
  @CalendarDay({ description: 'When it happened, or began' })
  readonly occurredOn!: string;

  @Text({ max: 4000, description: 'What was not done, or was done wrongly, and which term asks for it' })
  readonly facts!: string;

  @Texts({ itemMax: 200, max: 20, optional: true, description: 'Names or numbers of the papers that prove it' })
  readonly evidence: string[] = [];
}
