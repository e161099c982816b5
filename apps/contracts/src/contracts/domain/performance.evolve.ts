import type { Recorded } from '#common/aggregates/aggregate-type.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import { dayOf } from '#common/kernel/day.js';
import { partOf } from './consortium.rules.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { classOf, type Incident } from './incident.state.js';
import type { PerformanceEvent } from './performance.events.js';
import {
  NOTHING_PERFORMED,
  type PaymentClaim,
  type Inspection,
  type Performance,
  type UsageStatement,
} from './performance.state.js';

type Of<N extends PerformanceEvent['type']> = Recorded<Extract<PerformanceEvent, { readonly type: N }>>;

const TYPES: Readonly<Record<PerformanceEvent['type'], true>> = {
  OrderPlaced: true,
  StatementPeriodEnded: true,
  StatementSubmitted: true,
  StatementDisputed: true,
  StatementAccepted: true,
  CapAlertRaised: true,
  InspectionPassed: true,
  InspectionFailed: true,
  InspectionExtended: true,
  FixNotified: true,
  PaymentClaimed: true,
  ClaimReturned: true,
  ClaimCorrected: true,
  PaymentMade: true,
  RefundReceived: true,
  DepositSetOff: true,
  DelayDamagesAssessed: true,
  SlaCreditGiven: true,
  IncidentReported: true,
};

export const isOfPerformance = (event: Recorded<ContractEvent>): event is Recorded<PerformanceEvent> =>
  Object.hasOwn(TYPES, event.type);

export function performed(before: Performance = NOTHING_PERFORMED, event: Recorded<PerformanceEvent>): Performance {
  switch (event.type) {
    case 'OrderPlaced':
      return { ...before, orders: [...(before.orders ?? []), event.data] };
    case 'StatementPeriodEnded':
      return { ...before, endedUntil: event.data.until };
    case 'StatementSubmitted':
      return { ...before, statements: submitted(before.statements, event) };
    case 'StatementDisputed':
      return statementChanged(before, event.data.n, { status: 'DISPUTED', disputed: event.reason });
    case 'StatementAccepted':
      return statementChanged(before, event.data.statementNo, { status: 'ACCEPTED', acceptedBy: event.actor.sub });
    case 'CapAlertRaised':
      return { ...before, alerts: [...before.alerts, { ...event.data, on: dayOf(event.at) }] };
    case 'RefundReceived':
      return { ...before, refunded: event.data };
    case 'DelayDamagesAssessed': {
      const { damagesNo: n, amount } = event.data;
      return { ...before, damages: [...before.damages, { n, ...event.details, amount, reason: event.reason }] };
    }
    case 'SlaCreditGiven':
      return before;
    case 'IncidentReported':
      return { ...before, incidents: [...before.incidents, incidentOf(event)] };
    case 'InspectionPassed':
    case 'InspectionFailed':
    case 'InspectionExtended':
    case 'FixNotified':
      return inspectionChanged(before, event);
    default:
      return claimed(before, event);
  }
}

const incidentOf = ({ data, details }: Of<'IncidentReported'>): Incident => ({
  ...details,
  n: data.incidentNo,
  class: classOf(data.class),
  reportedAt: data.reportedAt,
});

type InspectionEvent = Of<'InspectionPassed' | 'InspectionFailed' | 'InspectionExtended' | 'FixNotified'>;

function inspectionChanged(before: Performance, event: InspectionEvent): Performance {
  const statement = before.statements.find(({ n }) => n === event.data.n);
  if (statement === undefined) return before;
  const inspection = inspected(statement.inspection, event);
  return statementChanged(before, statement.n, { inspection });
}

function inspected(before: Inspection, event: InspectionEvent): Inspection {
  switch (event.type) {
    case 'InspectionPassed': {
      const { findings: _, ...rest } = before;
      return { ...rest, status: 'PASSED', inspectedOn: dayOf(event.at), by: event.actor.sub };
    }
    case 'InspectionFailed':
      return {
        ...before,
        status: 'FAILED',
        inspectedOn: dayOf(event.at),
        by: event.actor.sub,
        findings: event.reason,
      };
    case 'InspectionExtended':
      return { ...before, due: event.data.due, isExtended: true };
    case 'FixNotified':
      return { ...before, status: 'OPEN', due: event.data.due, isExtended: false, fixedOn: dayOf(event.at) };
  }
}

type ClaimEvent = Of<'PaymentClaimed' | 'ClaimReturned' | 'ClaimCorrected' | 'PaymentMade' | 'DepositSetOff'>;

function claimed(before: Performance, event: ClaimEvent): Performance {
  switch (event.type) {
    case 'PaymentClaimed': {
      const claim: PaymentClaim = {
        ...event.data,
        status: 'CLAIMED',
        claimedOn: dayOf(event.at),
        stops: [],
        payments: [],
      };
      return withStatus({ ...before, claims: [...before.claims, claim] }, claim, 'INVOICED');
    }
    case 'ClaimReturned': {
      const returned = { on: dayOf(event.at), reason: event.reason };
      return claimChanged(before, event.data.n, (claim) => ({
        ...claim,
        status: 'RETURNED',
        due: event.data.due,
        returned,
      }));
    }
    case 'ClaimCorrected':
      return claimChanged(before, event.data.n, (claim) => corrected(claim, event));
    case 'PaymentMade':
      return paid(before, event);
    case 'DepositSetOff': {
      const { claimNo, settles } = event.data;
      return reduced(before, claimNo, settles, (claim) => setOffOf(claim, event));
    }
  }
}

function setOffOf({ setOff = 0, parts }: PaymentClaim, { data }: Of<'DepositSetOff'>): Partial<PaymentClaim> {
  const shared = parts?.map((part) => ({
    ...part,
    setOff: (part.setOff ?? 0) + partOf(data.parts, part.businessNumber),
  }));
  return { setOff: setOff + data.amount, ...(shared !== undefined && { parts: shared }) };
}

/** From the return to this day no payment period counts. */
function corrected({ returned, ...claim }: PaymentClaim, { data, at }: Of<'ClaimCorrected'>): PaymentClaim {
  const stop = { from: returned?.on ?? dayOf(at), to: dayOf(at) };
  const { invoiceNo, due } = data;
  return { ...claim, status: 'CLAIMED', invoiceNo, due, claimedOn: dayOf(at), stops: [...claim.stops, stop] };
}

function paid(before: Performance, { data, details }: Of<'PaymentMade'>): Performance {
  const { settles, ...rest } = details;
  const payment = { n: data.paymentNo, paidOn: data.paidOn, amount: data.amount, ...rest };
  return reduced(before, data.claimNo, settles, ({ payments }) => ({ payments: [...payments, payment] }));
}

/** Less is left to be paid of a claim: once it is nothing, its statements are paid as well. */
function reduced(
  before: Performance,
  claimNo: number,
  settles: boolean,
  change: (claim: PaymentClaim) => Partial<PaymentClaim>,
): Performance {
  const after = claimChanged(before, claimNo, (claim) => ({
    ...claim,
    ...change(claim),
    status: settles ? 'PAID' : claim.status,
  }));
  const claim = after.claims.find(({ n }) => n === claimNo);
  return settles && claim !== undefined ? withStatus(after, claim, 'PAID') : after;
}

function submitted(
  before: readonly UsageStatement[],
  { data, at }: Of<'StatementSubmitted'>,
): readonly UsageStatement[] {
  const { inspection: due, ...stated } = data;
  const inspection: Inspection = { status: 'OPEN', due, isExtended: false };
  const statement: UsageStatement = { ...stated, status: 'SUBMITTED', submittedOn: dayOf(at), inspection };
  return before.some(({ n }) => n === data.n)
    ? before.map((one) => (one.n === data.n ? statement : one))
    : [...before, statement];
}

const statementChanged = (before: Performance, n: number, change: Partial<UsageStatement>): Performance => ({
  ...before,
  statements: before.statements.map((one) => (one.n === n ? { ...one, ...change } : one)),
});

const claimChanged = (before: Performance, n: number, change: (claim: PaymentClaim) => PaymentClaim): Performance => ({
  ...before,
  claims: before.claims.map((one) => (one.n === n ? change(one) : one)),
});

const withStatus = (
  before: Performance,
  { statements }: PaymentClaim,
  status: UsageStatement['status'],
): Performance => ({
  ...before,
  statements: before.statements.map((one) => (statements.includes(one.n) ? { ...one, status } : one)),
});

const byNumber = <T extends { readonly n: number }>(
  parts: readonly T[] | undefined,
  statusOf: (part: T) => string,
): Readonly<Record<string, string>> => Object.fromEntries((parts ?? []).map((part) => [part.n, statusOf(part)]));

export const statementMachine: StatusMachine<ContractState> = {
  name: 'statement',
  statusesOf: ({ performance }) => byNumber(performance?.statements, ({ status }) => status),
  edges: {
    StatementSubmitted: { NEW: 'SUBMITTED', DISPUTED: 'SUBMITTED' },
    StatementDisputed: { SUBMITTED: 'DISPUTED' },
    StatementAccepted: { SUBMITTED: 'ACCEPTED' },
    PaymentClaimed: { ACCEPTED: 'INVOICED' },
    PaymentMade: { INVOICED: 'PAID' },
    DepositSetOff: { INVOICED: 'PAID' },
  },
};

export const inspectionMachine: StatusMachine<ContractState> = {
  name: 'inspection',
  statusesOf: ({ performance }) => byNumber(performance?.statements, ({ inspection }) => inspection.status),
  edges: {
    StatementSubmitted: { NEW: 'OPEN', FAILED: 'OPEN', PASSED: 'OPEN' },
    InspectionPassed: { OPEN: 'PASSED' },
    InspectionFailed: { OPEN: 'FAILED' },
    FixNotified: { FAILED: 'OPEN' },
  },
};

export const claimMachine: StatusMachine<ContractState> = {
  name: 'claim',
  statusesOf: ({ performance }) => byNumber(performance?.claims, ({ status }) => status),
  edges: {
    PaymentClaimed: { NEW: 'CLAIMED' },
    ClaimReturned: { CLAIMED: 'RETURNED' },
    ClaimCorrected: { RETURNED: 'CLAIMED' },
    PaymentMade: { CLAIMED: 'PAID' },
    DepositSetOff: { CLAIMED: 'PAID' },
  },
};
