import { Type, type Static } from 'typebox';
import { BusinessNumber, DayText, WonAmount } from '#common/events/definitions/shapes.js';
import { DeadlineView, deadlineView } from '#common/http/deadline.view.js';
import type { ContractState } from './domain/contract.state.js';
import { performanceOf, periodToState, totalsOf } from './domain/performance.rules.js';
import {
  CLAIM_STATUSES,
  INSPECTION_STATUSES,
  STATEMENT_STATUSES,
  type Inspection,
  type Payment,
  type PaymentClaim,
  type UsageStatement,
} from './domain/performance.state.js';

const PeriodView = Type.Object({ from: DayText, to: DayText });

const InspectionView = Type.Object({
  status: Type.Enum(INSPECTION_STATUSES),
  due: DeadlineView,
  extended: Type.Boolean(),
  inspectedOn: Type.Optional(DayText),
  findings: Type.Optional(Type.String()),
  fixedOn: Type.Optional(DayText),
});

const UsedLinesView = Type.Array(
  Type.Object({ priceCode: Type.String(), quantity: Type.Integer(), amount: WonAmount }),
);

const OrderView = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  orderedOn: DayText,
  lines: UsedLinesView,
  amount: WonAmount,
  note: Type.Optional(Type.String()),
});

const partFields = { businessNumber: BusinessNumber, amount: WonAmount };

const StatementView = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  status: Type.Enum(STATEMENT_STATUSES),
  period: PeriodView,
  lines: UsedLinesView,
  gross: WonAmount,
  availability: Type.Number({ description: 'Measured, in percent of the time' }),
  credit: Type.Object({ percent: Type.Number(), amount: WonAmount }),
  amount: WonAmount,
  refund: Type.Optional(Type.Integer({ description: 'KRW: what the supplier pays back of an estimate' })),
  parts: Type.Optional(
    Type.Array(Type.Object(partFields), { description: 'Of a joint contract: what each member has of the amount' }),
  ),
  submittedOn: DayText,
  disputeReason: Type.Optional(Type.String()),
  inspection: InspectionView,
});

const ClaimView = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  status: Type.Enum(CLAIM_STATUSES),
  statements: Type.Array(Type.Integer()),
  amount: WonAmount,
  payable: Type.Integer({ description: 'KRW; a state body drops what is below ten won (R-30)' }),
  invoiceNo: Type.String(),
  claimedOn: DayText,
  due: DeadlineView,
  returned: Type.Optional(Type.Object({ on: DayText, reason: Type.String() })),
  setOff: Type.Optional(WonAmount),
  payments: Type.Array(
    Type.Object({
      n: Type.Integer(),
      paidOn: DayText,
      amount: WonAmount,
      lateDays: Type.Integer(),
      interest: WonAmount,
      reference: Type.Optional(Type.String()),
      parts: Type.Optional(Type.Array(Type.Object({ ...partFields, interest: WonAmount }))),
    }),
  ),
  parts: Type.Optional(
    Type.Array(Type.Object({ ...partFields, payable: WonAmount, setOff: Type.Optional(WonAmount) }), {
      description: 'Of a joint contract: what each member has of the claim',
    }),
  ),
});

/** Statements, inspections, claims and payments, for the parties. Amounts include VAT. */
export const PerformanceView = Type.Object({
  totals: Type.Object({
    limit: Type.Integer({
      description: 'The cap of a contract by use, else its amount; what a termination settles; KRW',
    }),
    stated: WonAmount,
    accepted: WonAmount,
    claimed: WonAmount,
    paid: WonAmount,
    interest: WonAmount,
    damages: WonAmount,
    setOff: WonAmount,
  }),
  nextPeriod: Type.Optional(PeriodView),
  orders: Type.Optional(Type.Array(OrderView)),
  refunded: Type.Optional(
    Type.Object({ amount: WonAmount, receivedOn: DayText, reference: Type.Optional(Type.String()) }),
  ),
  statements: Type.Array(StatementView),
  claims: Type.Array(ClaimView),
  damages: Type.Array(
    Type.Object({
      n: Type.Integer(),
      dueOn: DayText,
      performedOn: DayText,
      days: Type.Integer(),
      perMille: Type.Number(),
      unperformed: WonAmount,
      amount: WonAmount,
      reason: Type.String(),
    }),
  ),
  alerts: Type.Array(Type.Object({ percent: Type.Number(), limit: WonAmount, total: WonAmount, on: DayText })),
});
export type PerformanceView = Static<typeof PerformanceView>;

export function performanceView(state: ContractState, now: Date): PerformanceView {
  const { statements, claims, damages, alerts, orders, refunded } = performanceOf(state);
  const next = periodToState(state);
  return {
    totals: totalsOf(state),
    ...(next !== undefined && { nextPeriod: next }),
    ...(orders !== undefined && { orders: orders.map((one) => ({ ...one, lines: [...one.lines] })) }),
    ...(refunded !== undefined && { refunded }),
    statements: statements.map((one) => statementView(one, now)),
    claims: claims.map((one) => claimView(one, now)),
    damages: [...damages],
    alerts: [...alerts],
  };
}

function statementView(statement: UsageStatement, now: Date): Static<typeof StatementView> {
  const { acceptedBy: _, disputed, inspection, lines, parts, ...shown } = statement;
  return {
    ...shown,
    lines: [...lines],
    ...(parts !== undefined && { parts: [...parts] }),
    ...(disputed !== undefined && { disputeReason: disputed }),
    inspection: inspectionView(inspection, now),
  };
}

function inspectionView({ by: _, due, isExtended, ...shown }: Inspection, now: Date): Static<typeof InspectionView> {
  return { ...shown, due: deadlineView(due, now), extended: isExtended };
}

function claimView(
  { stops: _, due, statements, payments, parts, ...shown }: PaymentClaim,
  now: Date,
): Static<typeof ClaimView> {
  return {
    ...shown,
    statements: [...statements],
    due: deadlineView(due, now),
    payments: payments.map(paymentView),
    ...(parts !== undefined && { parts: [...parts] }),
  };
}

const paymentView = ({ parts, ...payment }: Payment): Static<typeof ClaimView>['payments'][number] => ({
  ...payment,
  ...(parts !== undefined && { parts: [...parts] }),
});
