import { ExportedPageRequest } from '#common/http/exporting.js';
import { SortBy } from '#common/http/paging.js';
import { CalendarDay, OneOf } from '#common/http/validation/fields.js';
import { RED_FLAGS, type RedFlagRule } from './domain/flagging.js';

export const RED_FLAG_SORTS = { to: 'state.to' };

export class ListRedFlagsRequest extends ExportedPageRequest {
  @SortBy(RED_FLAG_SORTS)
  override readonly sort?: string;

  @CalendarDay({
    optional: true,
    description: 'Concluded on this day or later; a year before `to` unless said otherwise',
  })
  readonly from?: string;

  @CalendarDay({ optional: true, description: 'Concluded on this day or before; today unless said otherwise' })
  readonly to?: string;

  @OneOf(RED_FLAGS, { optional: true })
  readonly rule?: RedFlagRule;
}
