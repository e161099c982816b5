import { BusinessNumberField, OneOf, Uuid, Whole } from '#common/http/validation/fields.js';
import { PageRequest, SortBy } from '#common/http/paging.js';
import { CASE_STATUSES, DECISIONS, type CaseStatus, type Decision } from '../domain/case.state.js';

export const CASE_SORTS = { createdAt: '_id', openedAt: 'state.openedAt' };

export class ListCasesRequest extends PageRequest {
  @SortBy(CASE_SORTS)
  override readonly sort?: string;

  @OneOf(CASE_STATUSES, { optional: true })
  readonly status?: CaseStatus;

  @Uuid({ optional: true })
  readonly applicationId?: string;

  @BusinessNumberField({ optional: true, description: 'Business registration number of the applicant' })
  readonly supplier?: string;

  @Whole({ min: 1, max: 1_000_000, optional: true, description: 'On the agenda of this session now' })
  readonly sessionNo?: number;

  @OneOf(DECISIONS, { optional: true, description: 'The newest decision of the committee' })
  readonly outcome?: Decision;
}
