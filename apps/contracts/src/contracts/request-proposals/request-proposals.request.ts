import { Uuids } from '#common/http/validation/fields.js';

export class RequestProposalsRequest {
  @Uuids({ min: 1, max: 20, unique: true, description: 'Listings whose agreement holders are asked' })
  readonly listingIds!: string[];
}
