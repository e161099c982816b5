import { CalendarDay } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';

export class ListListingVersionsRequest {
  @CalendarDay({ optional: true, description: 'As it was listed at the end of this day: the first item held then' })
  readonly asOf?: Day;
}
