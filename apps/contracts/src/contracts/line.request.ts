import { Flag, Matching, Whole, Won } from '#common/http/validation/fields.js';
import type { LineInput } from './domain/contract.rules.js';

/** A line of a quote, a proposal or of the terms, by the code of the listing's price line. */
export class LineRequest implements LineInput {
  @Matching(/^[A-Za-z0-9._-]{1,40}$/, 'code of a price line')
  readonly priceCode!: string;

  @Whole({ min: 1, max: 1_000_000 })
  readonly quantity!: number;

  @Won()
  readonly unitPrice!: number;

  @Flag()
  readonly vatIncluded!: boolean;
}
