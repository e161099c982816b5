import { CalendarDay, OneOf } from '#common/http/validation/fields.js';
import { PageRequest, SortBy } from '#common/http/paging.js';
import type { Day } from '#common/kernel/day.js';
import { SESSION_STATUSES, type SessionStatus } from '../domain/session.state.js';

export const SESSION_SORTS = { no: 'state.no', on: 'state.on' };

export class ListSessionsRequest extends PageRequest {
  @SortBy(SESSION_SORTS)
  override readonly sort?: string;

  @OneOf(SESSION_STATUSES, { optional: true })
  readonly status?: SessionStatus;

  @CalendarDay({ optional: true, description: 'Planned or convened for this day or later' })
  readonly from?: Day;

  @CalendarDay({ optional: true, description: 'Planned or convened for this day or earlier' })
  readonly to?: Day;
}
