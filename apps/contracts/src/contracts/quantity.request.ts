import { Matching, Whole } from '#common/http/validation/fields.js';
import type { Quantity } from './domain/contract.state.js';

/** So much of a price line of the contract. */
export class QuantityRequest implements Quantity {
  @Matching(/^[A-Za-z0-9._-]{1,40}$/, 'code of a price line')
  readonly priceCode!: string;

  @Whole({ min: 1, max: 1_000_000_000 })
  readonly quantity!: number;
}
