import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Party } from './contract.state.js';

/**
 * What follows a breach (위반에 대한 조치): nothing, a correction by a day, the end of the contract, or that and a request
 * to debar the supplier (부정당업자 제재 요청, State Contract Act Art. 27).
 */
export const BREACH_CONSEQUENCES = ['NONE', 'CORRECTION', 'TERMINATION', 'DEBARMENT_REQUEST'] as const;
export type BreachConsequence = (typeof BREACH_CONSEQUENCES)[number];

export const BREACH_STATUSES = ['REPORTED', 'ANSWERED', 'UNANSWERED', 'DECIDED', 'CORRECTED'] as const;
export type BreachStatus = (typeof BREACH_STATUSES)[number];

/** Statement of the other party (의견 제출). */
export interface BreachAnswer {
  readonly on: Day;
  readonly statement: string;
  readonly evidence: readonly string[];
}

export interface BreachDecision {
  readonly on: Day;
  readonly consequence: BreachConsequence;
  readonly reason: string;
  /** Last day of a correction. */
  readonly correctBy?: Day;
}

/** Breach of a contract by one party (계약 위반), as the other one reports it. */
export interface Breach {
  readonly n: number;
  readonly status: BreachStatus;
  /** The party that reports it: it decides what follows. */
  readonly by: Party;
  readonly reportedOn: Day;
  readonly occurredOn: Day;
  readonly facts: string;
  /** Names or numbers of the papers that prove it. */
  readonly evidence: readonly string[];
  /** Until then the other party may state its case. */
  readonly answer: Deadline;
  readonly answered?: BreachAnswer;
  readonly decided?: BreachDecision;
  readonly corrected?: { readonly on: Day; readonly note: string };
}

/** The breaches of a contract, as they were reported. */
export interface Breaches {
  readonly breaches?: readonly Breach[];
}
