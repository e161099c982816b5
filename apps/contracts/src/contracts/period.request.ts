import { CalendarDay } from '#common/http/fields.js';

export class PeriodRequest {
  @CalendarDay()
  readonly from!: string;

  @CalendarDay()
  readonly to!: string;
}
