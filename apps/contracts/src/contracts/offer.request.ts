import { NestedList, Text, Whole } from '#common/http/validation/fields.js';
import { LineRequest } from './line.request.js';

/** A quote or a proposal. */
export class OfferRequest {
  @Whole({ min: 1, max: 1000, description: 'Number of the request that is answered' })
  readonly requestNo!: number;

  @Whole({ min: 1, max: 1_000_000, description: 'Version of the listing whose prices the lines name' })
  readonly listingVersion!: number;

  @NestedList(() => LineRequest, { min: 1, max: 100 })
  readonly lines!: LineRequest[];

  @Text({ max: 4000, optional: true })
  readonly note?: string;
}
