import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Won } from '#common/kernel/money.js';
import type { Party } from './contract.state.js';
import type { Desk } from './incident.state.js';

/**
 * Why a running contract may end early (해지 사유, §11.4): breach of contract, delay damages that reach the deposit,
 * no more budget, the parties agree, the selection was cancelled for fraud.
 */
export const TERMINATION_GROUNDS = ['BREACH', 'DELAY_DAMAGES', 'BUDGET', 'AGREEMENT', 'FRAUD_CANCELLATION'] as const;
export type TerminationGround = (typeof TERMINATION_GROUNDS)[number];

/** Terms of a termination (해지 조건). */
export interface Termination {
  readonly by: Party;
  readonly ground: TerminationGround;
  readonly reason: string;
  /** First day without the service. */
  readonly effectiveOn: Day;
  /** What the used part cost (기성 부분 정산), VAT included. */
  readonly usedAmount: Won;
}

/**
 * How the institution's data left the service (데이터 반환, decree Art. 19(4)). CONTINUED: they stay in it for the contract
 * that follows.
 */
export const DATA_RETURNS = ['RETURNED', 'NOTHING_HELD', 'WAIVED', 'CONTINUED'] as const;
export type DataReturn = (typeof DATA_RETURNS)[number];

/** Who confirmed it, and when. */
interface Confirmed {
  readonly by: string;
  readonly at: string;
  readonly note?: string;
  /** Number of the paper that proves it, such as the certificate of destruction (파기확인서). */
  readonly evidence?: string;
}

/**
 * Review of whether a contract goes on (해지 검토): its selection was cancelled for fraud. Until the institution decides,
 * the contract runs (§11.3).
 */
export interface TerminationReview {
  readonly status: 'OPEN' | 'KEPT';
  /** Day on which the selection was cancelled. */
  readonly cancelledOn: Day;
  /** Why the contract goes on. */
  readonly reason?: string;
}

/**
 * What is due around the end of the use (종료 시 의무, Act decree Art. 19). It belongs to one last day: an amendment or a
 * termination that moves the end begins it anew.
 */
export interface EndDuties {
  readonly lastDay: Day;
  readonly notice: Deadline;
  readonly dataReturn: Deadline;
  readonly dataDestruction: Deadline;
}

/** Notice of the end (종료 통지, Act decree Art. 19(1)) for this last day. */
export interface EndNotice {
  readonly lastDay: Day;
  readonly noticedOn: Day;
  /** How the institution gets its data back, until when and in what form. */
  readonly retrieval: string;
  readonly desk: Desk;
}

/** The contract that follows this one (후속 계약), once it is concluded. */
export interface Successor {
  readonly contractId: string;
  readonly contractNo: string;
  readonly startsOn: Day;
  /** Business number. */
  readonly supplier: string;
}

/**
 * Deposit that falls to the institution (계약보증금 귀속, S18 Art. 51): the one that was paid, or what is owed in place of
 * one that was waived (지급각서).
 */
export interface Forfeiture {
  readonly form: 'DEPOSIT' | 'PLEDGE';
  readonly amount: Won;
  readonly on: Day;
}

/** The used part of a terminated contract is paid (해지 정산). */
export interface Settlement {
  readonly on: Day;
  /** What it cost in all, VAT included. */
  readonly amount: Won;
}

/** The end of a contract (계약 종료), as far as it has come. */
export interface ContractEnding {
  /** Days before its last day on which what is due at the end begins; as in force when the contract began. */
  readonly endReminderDays?: number;
  readonly endDuties?: EndDuties;
  readonly endNotice?: EndNotice;
  readonly successor?: Successor;
  readonly dataReturned?: Confirmed & { readonly outcome: DataReturn };
  /** Destruction (파기, decree Art. 19(5)): `note` says how. */
  readonly dataDestroyed?: Confirmed & { readonly note: string };
  readonly terminationReview?: TerminationReview;
  /** By agreement: what one party has stated, until the other states the same. */
  readonly terminationStated?: Termination;
  /** Notice was given (해지 통지): it ends on that day by itself. */
  readonly termination?: Termination;
  readonly ended?: {
    /** First day on which it was over. */
    readonly on: Day;
    /** VAT included; absent when it was rescinded, for then nothing was performed. */
    readonly settledAmount?: Won;
    /** Day of the final inspection (최종 검사) of a completed one. */
    readonly inspectedOn?: Day;
    readonly reason?: string;
  };
  /** By the fault of the supplier. */
  readonly forfeited?: Forfeiture;
  /** Of a terminated one, once its used part is paid. */
  readonly settlement?: Settlement;
}
