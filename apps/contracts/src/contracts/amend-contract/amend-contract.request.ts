import { CalendarDay, NestedList, Text, Won } from '#common/http/validation/fields.js';
import { LineRequest } from '../line.request.js';
import { YearRequest } from '../year.request.js';

export class AmendContractRequest {
  @NestedList(() => LineRequest, { min: 1, max: 100, description: 'All lines as they are to be' })
  readonly lines!: LineRequest[];

  @CalendarDay({ description: 'The last day as it is to be' })
  readonly until!: string;

  @Won({ optional: true, description: 'Payment cap, VAT included; needed when billed by use' })
  readonly cap?: number;

  @NestedList(() => YearRequest, {
    min: 1,
    max: 100,
    optional: true,
    description: 'What each fiscal year pays; together the amount and the cap. By calendar days unless it is stated',
  })
  readonly years?: YearRequest[];

  @Text({ max: 2000 })
  readonly reason!: string;
}
