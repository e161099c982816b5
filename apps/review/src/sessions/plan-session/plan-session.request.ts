import { CalendarDay, Text, Whole } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';

export class PlanSessionRequest {
  @Whole({ min: 1, max: 100_000, optional: true, description: 'The next number, unless said otherwise' })
  readonly no?: number;

  @CalendarDay({ optional: true, description: 'The next regular day (A-20), unless said otherwise' })
  readonly on?: Day;

  @Text({ max: 1000, optional: true, description: 'Why on another day than the regular one (A-20)' })
  readonly dateReason?: string;

  @Text({
    max: 1000,
    optional: true,
    description: 'Why urgent: the agenda stays open until the notice, without a cut-off',
  })
  readonly urgentReason?: string;
}
