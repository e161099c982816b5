import { ExportedPageRequest } from '#common/http/exporting.js';
import { SortBy } from '#common/http/paging.js';
import { CalendarDay, CodeText } from '#common/http/validation/fields.js';

export const UNSOLD_SORTS = { publishedOn: 'state.publishedOn' };

export class ListServicesWithoutContractRequest extends ExportedPageRequest {
  @SortBy(UNSOLD_SORTS)
  override readonly sort?: string;

  @CalendarDay({ optional: true, description: 'The first day of the period; a year before `to` unless said otherwise' })
  readonly from?: string;

  @CalendarDay({ optional: true, description: 'The last day of the period; today unless said otherwise' })
  readonly to?: string;

  @CodeText({ optional: true, description: 'The subtype of cloud computing (SAAS), SUPPORT or CONVERGENCE' })
  readonly type?: string;
}
