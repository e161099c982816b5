import { OneOf, Uuid } from '#common/http/validation/fields.js';
import { PageRequest } from '#common/http/paging.js';

export class ListAgreementsRequest extends PageRequest {
  @OneOf(['APPLIED', 'PPS_REVIEW', 'IN_FORCE', 'SUSPENDED', 'ENDED'], { optional: true })
  readonly status?: string;

  @Uuid({ optional: true })
  readonly listingId?: string;
}
