import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { DelayDamagesAssessed } from '#common/events/definitions/delay-damages-assessed.js';
import type { IncidentReported } from '#common/events/definitions/incident-reported.js';
import type { PaymentMade } from '#common/events/definitions/payment-made.js';
import type { SlaCreditGiven } from '#common/events/definitions/sla-credit-given.js';
import type { StatementAccepted } from '#common/events/definitions/statement-accepted.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Won } from '#common/kernel/money.js';
import type { MemberPart } from './consortium.state.js';
import type { Incident } from './incident.state.js';
import type {
  CapAlert,
  PaymentClaim,
  DelayDamages,
  Order,
  PaidPart,
  Refund,
  UsageStatement,
} from './performance.state.js';

/** What is billed is for the parties: only what is published leaves the service, with figures and without words. */
export type PerformanceEvent =
  | Fact<'OrderPlaced', Order>
  // The last day of the period or periods that have ended.
  | Fact<'StatementPeriodEnded', { readonly until: Day }>
  | Fact<
      'StatementSubmitted',
      Pick<
        UsageStatement,
        'n' | 'period' | 'lines' | 'gross' | 'availability' | 'credit' | 'amount' | 'refund' | 'parts'
      > & {
        readonly inspection: Deadline;
      }
    >
  | Reasoned<Fact<'StatementDisputed', { readonly n: number }>>
  | Fact<'StatementAccepted', StatementAccepted>
  | Fact<'CapAlertRaised', Omit<CapAlert, 'on'>>
  | Fact<'InspectionPassed', { readonly n: number }>
  | Reasoned<Fact<'InspectionFailed', { readonly n: number }>>
  | Reasoned<Fact<'InspectionExtended', { readonly n: number; readonly due: Deadline }>>
  // The supplier says that what had failed is mended: the clock starts again.
  | Fact<'FixNotified', { readonly n: number; readonly note: string; readonly due: Deadline }>
  | Fact<
      'PaymentClaimed',
      Pick<PaymentClaim, 'n' | 'statements' | 'amount' | 'payable' | 'parts' | 'invoiceNo'> & {
        readonly due: Deadline;
      }
    >
  | Reasoned<Fact<'ClaimReturned', { readonly n: number; readonly due: Deadline }>>
  | Fact<'ClaimCorrected', { readonly n: number; readonly invoiceNo: string; readonly due: Deadline }>
  | FactWith<
      'PaymentMade',
      PaymentMade,
      {
        readonly lateDays: number;
        readonly interest: Won;
        readonly reference?: string;
        readonly parts?: readonly PaidPart[];
        /** The claim, and with it its statements, is paid. */
        readonly settles: boolean;
      }
    >
  | Fact<'RefundReceived', Refund>
  // `settles`: nothing is left to be paid of the claim.
  | Fact<
      'DepositSetOff',
      {
        readonly claimNo: number;
        readonly amount: Won;
        readonly parts?: readonly MemberPart[];
        readonly settles: boolean;
      }
    >
  | Reasoned<FactWith<'DelayDamagesAssessed', DelayDamagesAssessed, Omit<DelayDamages, 'n' | 'amount' | 'reason'>>>
  // With the acceptance of a statement that was reduced; the statement itself says by how much.
  | Fact<'SlaCreditGiven', SlaCreditGiven>
  | FactWith<'IncidentReported', IncidentReported, Omit<Incident, 'n' | 'class' | 'reportedAt'>>;
