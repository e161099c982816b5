import { CalendarDay, OneOf, Text } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import { DEBARMENT_GROUNDS, type DebarmentGround } from '../domain/supplier.state.js';

export class DebarSupplierRequest {
  /** First day. */
  @CalendarDay()
  readonly from!: Day;

  /** Last day, included. */
  @CalendarDay()
  readonly to!: Day;

  @OneOf(DEBARMENT_GROUNDS)
  readonly ground!: DebarmentGround;

  /** Which authority ordered it, by which decision. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
