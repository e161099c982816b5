import { INSTITUTION_TYPES, type InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { PageRequest, SortBy } from '#common/http/paging.js';
import { CalendarDay, OneOf, SearchText } from '#common/http/validation/fields.js';
import type { Day } from '#common/kernel/day.js';
import { INSTITUTION_STATUSES, type InstitutionState } from '../domain/institution.state.js';
import { InstitutionCode } from '../institution.fields.js';

export const INSTITUTION_SORTS = { createdAt: '_id', code: 'state.code' };

export class ListInstitutionsRequest extends PageRequest {
  @SortBy(INSTITUTION_SORTS)
  override readonly sort?: string;

  @CalendarDay({ optional: true, description: 'Those registered by this day, as of it; today unless said otherwise' })
  readonly on?: Day;

  @OneOf(INSTITUTION_STATUSES, { optional: true, description: 'As of now' })
  readonly status?: InstitutionState['status'];

  @OneOf(INSTITUTION_TYPES, { optional: true, description: 'On that day' })
  readonly type?: InstitutionFacts['type'];

  @InstitutionCode({ optional: true, description: 'Those right below this one on that day' })
  readonly parent?: string;

  @SearchText({ max: 200, optional: true, description: 'Words of the name on that day, compared by R-42' })
  readonly q?: string;
}
