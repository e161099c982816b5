import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Id, Instant, WonAmount } from '#common/events/definitions/shapes.js';
import { availableOf, committedOf, reservedOf } from './domain/budget.rules.js';
import { FUNDING_SOURCES, type BudgetState } from './domain/budget.state.js';

const frame = {
  id: Id,
  version: Type.Integer({ minimum: 1 }),
  self: Type.String(),
  institutionCode: Type.String(),
  /** Who sets it: the successor, once its institution was merged. */
  managedBy: Type.String(),
  fiscalYear: Type.Integer(),
  fundingSource: Type.Enum(FUNDING_SOURCES),
  amount: WonAmount,
  reserved: WonAmount,
  committed: WonAmount,
  available: WonAmount,
};

/** In a list: without what grows with every contract. */
export const ListedBudgetView = Type.Object(frame, { $id: 'ListedBudget' });
export type ListedBudgetView = Static<typeof ListedBudgetView>;

export const BudgetView = Type.Object(
  {
    ...frame,
    reservations: Type.Array(
      Type.Object({
        contractId: Id,
        amount: WonAmount,
        reservedAt: Instant,
        status: Type.Enum(['RESERVED', 'COMMITTED', 'RELEASED']),
      }),
    ),
  },
  { $id: 'Budget' },
);
export type BudgetView = Static<typeof BudgetView>;

export function listedBudgetView({ id, version, state }: Snapshot<BudgetState>): ListedBudgetView {
  const { institutionCode, managedBy, fiscalYear, fundingSource, amount } = state;
  return {
    id,
    version,
    self: `/v1/institutions/${institutionCode}/budgets/${fiscalYear}/${fundingSource}`,
    institutionCode,
    managedBy,
    fiscalYear,
    fundingSource,
    amount,
    reserved: reservedOf(state),
    committed: committedOf(state),
    available: availableOf(state),
  };
}

export const budgetView = (budget: Snapshot<BudgetState>): BudgetView => ({
  ...listedBudgetView(budget),
  reservations: budget.state.reservations.map(({ contractId, amount, reservedAt, status }) => ({
    contractId,
    amount,
    reservedAt,
    status,
  })),
});
