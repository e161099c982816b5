import { CalendarDay, Name } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';

export class SelectionActRequest {
  @Name({ max: 60 })
  readonly number!: string;

  @CalendarDay()
  readonly on!: Day;
}
