import { Uuids } from '#common/http/validation/fields.js';

/** Listings whose suppliers are asked, for quotes or for proposals. */
export class RequestQuotesRequest {
  @Uuids({ min: 1, max: 20, unique: true })
  readonly listingIds!: string[];
}
