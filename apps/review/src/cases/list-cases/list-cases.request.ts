import { OneOf, Uuid } from '#common/http/validation/fields.js';
import { PageRequest, SortBy } from '#common/http/paging.js';
import { CASE_STATUSES, type CaseStatus } from '../domain/case.state.js';

export const CASE_SORTS = { createdAt: '_id', openedAt: 'state.openedAt' };

export class ListCasesRequest extends PageRequest {
  @SortBy(CASE_SORTS)
  override readonly sort?: string;

  @OneOf(CASE_STATUSES, { optional: true })
  readonly status?: CaseStatus;

  @Uuid({ optional: true })
  readonly applicationId?: string;
}
