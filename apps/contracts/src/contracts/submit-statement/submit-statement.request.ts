import { Decimal, Matching, Nested, NestedList, Whole } from '#common/http/validation/fields.js';
import { PeriodRequest } from '../period.request.js';

/** Use of one price line in the period. */
export class UsedLineRequest {
  @Matching(/^[A-Za-z0-9._-]{1,40}$/, 'code of a price line')
  readonly priceCode!: string;

  @Whole({ min: 0, max: 1_000_000_000 })
  readonly quantity!: number;
}

export class SubmitStatementRequest {
  @Nested(() => PeriodRequest, { description: 'The next period of the contract, as `performance.nextPeriod` says' })
  readonly period!: PeriodRequest;

  @NestedList(() => UsedLineRequest, {
    max: 100,
    optional: true,
    description: 'Quantities, by use or of orders; of the whole contract in the last one of an estimate',
  })
  readonly lines?: UsedLineRequest[];

  @Decimal({ min: 0, max: 100, description: 'Measured availability in percent of the time' })
  readonly availability!: number;
}
