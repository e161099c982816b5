import { NestedList, Text } from '#common/http/validation/fields.js';
import type { OrderInput } from '../domain/ordering.js';
import { QuantityRequest } from '../quantity.request.js';

export class PlaceOrderRequest implements OrderInput {
  @NestedList(() => QuantityRequest, { min: 1, max: 100 })
  readonly lines!: QuantityRequest[];

  @Text({ optional: true, max: 2000, description: 'Where and when it is delivered' })
  readonly note?: string;
}
