import { CONTRACT_METHODS, PROCUREMENT_ROUTES } from '#common/events/definitions/contract-facts.js';
import { GRADES, NETWORKS, type Grade, type Network } from '#common/events/definitions/shapes.js';
import { Flag, Name, Nested, OneOf, OneOfEach, Uuid, Whole, Won } from '#common/http/validation/fields.js';
import { FUNDING_SOURCES } from '../../budgets/domain/budget.state.js';
import type { Need } from '../domain/contract.state.js';
import { PeriodRequest } from '../period.request.js';

export class PlanContractRequest implements Need {
  @Name({ max: 200 })
  readonly projectName!: string;

  @Won({ description: 'Most the institution will pay, VAT included' })
  readonly budgetAmount!: number;

  @OneOf(FUNDING_SOURCES)
  readonly fundingSource!: string;

  @Whole({ min: 2000, max: 2099 })
  readonly fiscalYear!: number;

  @OneOf(GRADES)
  readonly sensitivity!: Grade;

  @OneOfEach(NETWORKS, { min: 1, max: NETWORKS.length, unique: true })
  readonly networks!: Network[];

  @Nested(() => PeriodRequest)
  readonly period!: PeriodRequest;

  @OneOf(CONTRACT_METHODS)
  readonly method!: Need['method'];

  @OneOf(PROCUREMENT_ROUTES)
  readonly route!: Need['route'];

  @Flag({ optional: true, description: 'An information project: its terms wait for the pre-consultation (§5.2)' })
  readonly informationProject?: boolean;

  @Uuid({ optional: true, description: 'The contract that this one follows, on the same service' })
  readonly successorOf?: string;
}
