import { OneOf } from '#common/http/validation/fields.js';
import { PageRequest } from '#common/http/paging.js';
import { APPLICATION_STATUSES, type ApplicationStatus } from '../domain/application.state.js';

export class ListApplicationsRequest extends PageRequest {
  @OneOf(APPLICATION_STATUSES, { optional: true })
  readonly status?: ApplicationStatus;
}
