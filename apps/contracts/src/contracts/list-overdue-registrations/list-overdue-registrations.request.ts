import { PageRequest, SortBy } from '#common/http/paging.js';

export const OVERDUE_SORTS = { createdAt: '_id', dueAt: 'state.registration.due.dueAt' };

export class ListOverdueRegistrationsRequest extends PageRequest {
  @SortBy(OVERDUE_SORTS)
  override readonly sort?: string;
}
