import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Won } from '#common/kernel/money.js';
import type { MemberPart } from './consortium.state.js';
import type { Period } from './contract.state.js';
import type { Incident } from './incident.state.js';

/** How often a contract is billed (청구 주기, §5.6). Months count from the first day of the contract. */
export const BILLING_CYCLES = ['MONTHLY', 'QUARTERLY'] as const;
export type BillingCycle = (typeof BILLING_CYCLES)[number];

export const STATEMENT_STATUSES = ['SUBMITTED', 'DISPUTED', 'ACCEPTED', 'INVOICED', 'PAID'] as const;
export type StatementStatus = (typeof STATEMENT_STATUSES)[number];
export const INSPECTION_STATUSES = ['OPEN', 'FAILED', 'PASSED'] as const;
export type InspectionStatus = (typeof INSPECTION_STATUSES)[number];
export const CLAIM_STATUSES = ['CLAIMED', 'RETURNED', 'PAID'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** Use of one price line in the period of a statement. */
export interface UsedLine {
  readonly priceCode: string;
  readonly quantity: number;
  /** VAT included; VAT is rounded once, for the line. */
  readonly amount: Won;
}

/** Fee reduction for an availability below the agreed one (요금 감면). */
export interface SlaCredit {
  readonly percent: number;
  readonly amount: Won;
}

/** Inspection (검사) of the part that a statement bills: within fourteen days of the statement (S18 Art. 55). */
export interface Inspection {
  readonly status: InspectionStatus;
  readonly due: Deadline;
  /** The period was extended, which is possible once. */
  readonly isExtended: boolean;
  readonly inspectedOn?: Day;
  /** The person of the institution who inspected last. */
  readonly by?: string;
  /** What failed, in the words of the inspector. */
  readonly findings?: string;
  readonly fixedOn?: Day;
}

/** Usage statement (이용 내역서): what one period of a contract costs, flat or by use (§11.4). */
export interface UsageStatement {
  readonly n: number;
  readonly status: StatementStatus;
  readonly period: Period;
  /** Empty for a flat contract. */
  readonly lines: readonly UsedLine[];
  /** Before the credit, VAT included. */
  readonly gross: Won;
  /** Measured availability in percent of the time. */
  readonly availability: number;
  readonly credit: SlaCredit;
  /** What is to be paid, VAT included: `gross` less the credit. */
  readonly amount: Won;
  /** Of the last one of an estimate that was too high: what the supplier pays back, VAT included. */
  readonly refund?: Won;
  /** What each member of a consortium has of `amount`; absent where one supplier performs. */
  readonly parts?: readonly MemberPart[];
  readonly submittedOn: Day;
  readonly disputed?: string;
  /** The person of the institution who accepted the figures. */
  readonly acceptedBy?: string;
  readonly inspection: Inspection;
}

/** What one member of a consortium is paid by a payment (구성원별 지급). */
export interface PaidPart extends MemberPart {
  readonly interest: Won;
}

export interface Payment {
  readonly n: number;
  readonly paidOn: Day;
  readonly amount: Won;
  readonly lateDays: number;
  /** Interest that this payment owes for being late (지연이자, S18 Art. 59). */
  readonly interest: Won;
  readonly reference?: string;
  /** Of a consortium: whom it paid how much. */
  readonly parts?: readonly PaidPart[];
}

/** What one member of a consortium has of a claim (구성원별 청구). */
export interface ClaimPart extends MemberPart {
  /** What is paid of it: each member is paid for itself, so each part is rounded. */
  readonly payable: Won;
  /** Its part of what was set off; absent for nothing. */
  readonly setOff?: Won;
}

/** Claim (대가 청구) for inspected statements, with its payments. */
export interface PaymentClaim {
  readonly n: number;
  readonly status: ClaimStatus;
  readonly statements: readonly number[];
  /** What the statements amount to, VAT included. */
  readonly amount: Won;
  /** What is paid of it: a state body drops what is below ten won. */
  readonly payable: Won;
  readonly invoiceNo: string;
  readonly claimedOn: Day;
  readonly due: Deadline;
  /** Days that no payment period counts: from the return to the claim made again, both included (S18 Art. 58). */
  readonly stops: readonly Period[];
  readonly returned?: { readonly on: Day; readonly reason: string };
  readonly payments: readonly Payment[];
  /** Of a consortium, by member; together they are `amount` and `payable`. */
  readonly parts?: readonly ClaimPart[];
  /** What the institution set off against it of the deposit that is owed (상계); absent for nothing. */
  readonly setOff?: Won;
}

/** Delay damages (지연배상금, S18 Art. 74): so many per mille of the unperformed part for each day of delay. */
export interface DelayDamages {
  readonly n: number;
  readonly dueOn: Day;
  readonly performedOn: Day;
  readonly days: number;
  readonly perMille: number;
  /** The part that was not performed, VAT included. */
  readonly unperformed: Won;
  readonly amount: Won;
  readonly reason: string;
}

/** An alert that so much of the cap, or of the amount, is used: once for each limit. */
export interface CapAlert {
  readonly percent: number;
  readonly limit: Won;
  readonly total: Won;
  readonly on: Day;
}

/** Order (주문) of a unit-price contract, at its agreed prices. */
export interface Order {
  readonly n: number;
  readonly orderedOn: Day;
  readonly lines: readonly UsedLine[];
  /** VAT included. */
  readonly amount: Won;
  readonly note?: string;
}

/** What the supplier paid back (반환) of an estimate that was too high. */
export interface Refund {
  readonly amount: Won;
  readonly receivedOn: Day;
  /** Number of the transfer. */
  readonly reference?: string;
}

/** Performance of a contract (계약 이행): statements, inspections, claims and payments (§5.6). */
export interface Performance {
  /** Of a unit-price contract; absent before the first. */
  readonly orders?: readonly Order[];
  readonly refunded?: Refund;
  readonly statements: readonly UsageStatement[];
  readonly claims: readonly PaymentClaim[];
  readonly damages: readonly DelayDamages[];
  readonly alerts: readonly CapAlert[];
  readonly incidents: readonly Incident[];
  /** The last day of the last period that has ended: its statement can be submitted. */
  readonly endedUntil?: Day;
}

export const NOTHING_PERFORMED: Performance = { statements: [], claims: [], damages: [], alerts: [], incidents: [] };
