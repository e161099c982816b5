import { OneOf, Uuid } from '#common/http/validation/fields.js';
import { PageRequest } from '#common/http/paging.js';
import { CASE_STATUSES, type CaseStatus } from '../domain/case.state.js';

export class ListCasesRequest extends PageRequest {
  @OneOf(CASE_STATUSES, { optional: true })
  readonly status?: CaseStatus;

  @Uuid({ optional: true })
  readonly applicationId?: string;
}
