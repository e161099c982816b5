import { CalendarDay, Name, Won } from '#common/http/validation/fields.js';

export class RecordPaymentRequest {
  @Won({ description: 'Without interest, VAT included' })
  readonly amount!: number;

  @CalendarDay()
  readonly paidOn!: string;

  @Name({ max: 60, optional: true, description: 'Number of the transfer' })
  readonly reference?: string;
}
