import { Matching, OneOf, Whole } from '#common/http/validation/fields.js';
import { PageRequest, SortBy } from '#common/http/paging.js';
import { FUNDING_SOURCES, type FundingSource } from '../domain/budget.state.js';

export const BUDGET_SORTS = { createdAt: '_id', fiscalYear: 'state.fiscalYear' };

export class ListBudgetsRequest extends PageRequest {
  @SortBy(BUDGET_SORTS)
  override readonly sort?: string;

  @Matching(/^[A-Za-z0-9-]{1,40}$/, 'an institution code of letters, digits and hyphens', { optional: true })
  readonly institutionCode?: string;

  @Whole({ min: 2000, max: 2099, optional: true })
  readonly fiscalYear?: number;

  @OneOf(FUNDING_SOURCES, { optional: true })
  readonly fundingSource?: FundingSource;
}
