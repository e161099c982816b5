import { OneOf, Uuid } from '#common/http/validation/fields.js';
import { PageRequest } from '#common/http/paging.js';
import { CONTRACT_STATUSES, type ContractStatus } from '../domain/contract.state.js';

export class ListContractsRequest extends PageRequest {
  @OneOf(CONTRACT_STATUSES, { optional: true })
  readonly status?: ContractStatus;

  @Uuid({ optional: true, description: 'Concluded contracts on this listing' })
  readonly listingId?: string;
}
