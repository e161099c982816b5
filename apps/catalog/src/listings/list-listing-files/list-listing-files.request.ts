import { OneOf, Uuid } from '#common/http/validation/fields.js';
import { PageRequest } from '#common/http/paging.js';

export class ListListingFilesRequest extends PageRequest {
  @OneOf(['PREPARING', 'IN_CHECK', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'DELISTED', 'CANCELLED'], { optional: true })
  readonly status?: string;

  @Uuid({ optional: true, description: 'The application the listing comes from' })
  readonly applicationId?: string;
}
