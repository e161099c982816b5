import { ExportedPageRequest } from '#common/http/exporting.js';
import { SortBy } from '#common/http/paging.js';
import { CalendarDay, Flag } from '#common/http/validation/fields.js';

export const UNREGISTERED_SORTS = {
  concludedOn: 'state.concluded.concludedOn',
  dueAt: 'state.registration.due.dueAt',
};

export class ListUnregisteredContractsRequest extends ExportedPageRequest {
  @SortBy(UNREGISTERED_SORTS)
  override readonly sort?: string;

  @CalendarDay({ optional: true, description: 'As it stood at the end of this day; today unless said otherwise' })
  readonly asOf?: string;

  @CalendarDay({ optional: true, description: 'Concluded on this day or later' })
  readonly from?: string;

  @CalendarDay({ optional: true, description: 'Concluded on this day or before' })
  readonly to?: string;

  @Flag({ optional: true, description: 'Whether the last day for the registration was over' })
  readonly overdue?: boolean;
}
