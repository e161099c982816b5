import { CalendarDay, Text } from '#common/http/validation/fields.js';

export class AssessDelayDamagesRequest {
  @CalendarDay({ description: 'By when it had to be performed' })
  readonly dueOn!: string;

  @CalendarDay({ description: 'When it was; today while it is not' })
  readonly performedOn!: string;

  @Text({ max: 2000 })
  readonly reason!: string;
}
