import { CalendarDay } from '#common/http/validation/fields.js';

export class PeriodRequest {
  @CalendarDay()
  readonly from!: string;

  @CalendarDay()
  readonly to!: string;
}
