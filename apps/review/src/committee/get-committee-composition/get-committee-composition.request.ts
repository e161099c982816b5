import { CalendarDay } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';

export class GetCommitteeCompositionRequest {
  @CalendarDay({ optional: true, description: 'Today, unless said otherwise' })
  readonly on?: Day;
}
