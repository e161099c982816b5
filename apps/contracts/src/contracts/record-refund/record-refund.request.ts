import { CalendarDay, Name, Won } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import type { Refund } from '../domain/performance.state.js';

export class RecordRefundRequest implements Refund {
  @Won({ description: 'VAT included, all that is owed' })
  readonly amount!: number;

  @CalendarDay({ description: 'The day on which it came, today at the latest' })
  readonly receivedOn!: Day;

  @Name({ max: 60, optional: true, description: 'Number of the transfer' })
  readonly reference?: string;
}
