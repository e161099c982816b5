import { CalendarDay, Won } from '#common/http/validation/fields.js';

export class CompleteContractRequest {
  @CalendarDay({ description: 'Day on which the final inspection was passed' })
  readonly inspectedOn!: string;

  @Won({ description: 'All that the contract cost, VAT included' })
  readonly paidAmount!: number;
}
