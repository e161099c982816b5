import { OneOf } from '#common/http/validation/fields.js';
import { PageRequest, SortBy } from '#common/http/paging.js';
import { APPLICATION_STATUSES, type ApplicationStatus } from '../domain/application.state.js';

export const APPLICATION_SORTS = { createdAt: '_id', submittedOn: 'state.submittedOn' };

export class ListApplicationsRequest extends PageRequest {
  @SortBy(APPLICATION_SORTS)
  override readonly sort?: string;

  @OneOf(APPLICATION_STATUSES, { optional: true })
  readonly status?: ApplicationStatus;
}
