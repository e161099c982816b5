import { Flag, OneOf, Uuid } from '#common/http/validation/fields.js';
import { PageRequest, SortBy } from '#common/http/paging.js';
import { CONTRACT_STATUSES, type ContractStatus } from '../domain/contract.state.js';

export const CONTRACT_SORTS = { createdAt: '_id', neededOn: 'state.neededOn' };

export class ListContractsRequest extends PageRequest {
  @SortBy(CONTRACT_SORTS)
  override readonly sort?: string;

  @OneOf(CONTRACT_STATUSES, { optional: true })
  readonly status?: ContractStatus;

  @Uuid({ optional: true, description: 'Concluded contracts on this listing' })
  readonly listingId?: string;

  @Flag({ optional: true, description: 'true leaves out what every caller may see' })
  readonly own?: boolean;
}
