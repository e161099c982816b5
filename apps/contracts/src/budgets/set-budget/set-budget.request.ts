import { OneOf, Won } from '#common/http/validation/fields.js';
import { FUNDING_SOURCES, type FundingSource } from '../domain/budget.state.js';

export class SetBudgetRequest {
  @Won()
  readonly amount!: number;

  @OneOf(FUNDING_SOURCES)
  readonly fundingSource!: FundingSource;
}
