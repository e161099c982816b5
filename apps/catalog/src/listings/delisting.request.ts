import { CalendarDay, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';

export class DelistingRequest {
  @CalendarDay({ description: 'The last day on which the service is listed' })
  readonly lastDay!: Day;

  @Text({ max: 2000, description: 'Shown to the supplier and to NIA, never published' })
  readonly reason!: string;
}
