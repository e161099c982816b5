import { BILLING_MODELS, type BillingModel } from '#common/events/definitions/shapes.js';
import { Flag, Nested, NestedList, OneOf, Text, Won } from '#common/http/validation/fields.js';
import { PRICE_FORMS, type PriceForm } from '../domain/contract.state.js';
import { BILLING_CYCLES, type BillingCycle } from '../domain/performance.state.js';
import { LineRequest } from '../line.request.js';
import { PeriodRequest } from '../period.request.js';
import { QuantityRequest } from '../quantity.request.js';
import { YearRequest } from '../year.request.js';

export class AgreeTermsRequest {
  @NestedList(() => LineRequest, { min: 1, max: 100 })
  readonly lines!: LineRequest[];

  @Nested(() => PeriodRequest)
  readonly period!: PeriodRequest;

  @Text({ max: 4000 })
  readonly sla!: string;

  @OneOf(BILLING_MODELS)
  readonly billingModel!: BillingModel;

  @OneOf(BILLING_CYCLES, { optional: true, description: 'How often it is billed; monthly unless said otherwise' })
  readonly billingCycle?: BillingCycle;

  @Won({ optional: true, description: 'Payment cap, VAT included; needed when billed by use' })
  readonly cap?: number;

  @OneOf(PRICE_FORMS, { optional: true, description: 'What the price is fixed for; TOTAL unless said otherwise' })
  readonly priceForm?: PriceForm;

  @NestedList(() => QuantityRequest, {
    min: 1,
    max: 100,
    optional: true,
    description: 'With UNIT_PRICE: the most that one order takes; the deposit is a share of it',
  })
  readonly largestOrder?: QuantityRequest[];

  @NestedList(() => YearRequest, {
    min: 1,
    max: 100,
    optional: true,
    description: 'What each fiscal year pays; together the amount and the cap. By calendar days unless it is stated',
  })
  readonly years?: YearRequest[];

  @Flag({ optional: true, description: 'A multi-year contract: each later year is opened by its budget' })
  readonly multiYear?: boolean;

  @Text({ max: 4000, description: 'Return and destruction of data at the end' })
  readonly endOfContractData!: string;

  @Flag({ description: 'This party attests that no broker took part' })
  readonly noBroker!: boolean;
}
