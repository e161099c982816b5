import { CalendarDay, Won } from '#common/http/validation/fields.js';

export class CompleteContractRequest {
  @CalendarDay({ description: 'Day on which the final inspection was passed' })
  readonly inspectedOn!: string;

  @Won({ optional: true, description: 'All that it cost, VAT included, where it was paid outside this system' })
  readonly paidAmount?: number;
}
