import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { ContractCompleted } from '#common/events/definitions/contract-completed.js';
import type { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import type { ContractSettled } from '#common/events/definitions/contract-settled.js';
import type { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import type { TerminationNoticed } from '#common/events/definitions/termination-noticed.js';
import type { Day } from '#common/kernel/day.js';
import type {
  DataReturn,
  EndDuties,
  EndNotice,
  Forfeiture,
  Successor,
  Termination,
  TerminationGround,
} from './ending.state.js';

type TerminationTerms = Omit<Termination, 'reason'>;

/** How a contract ends. Grounds and reasons are between its parties. */
export type EndingEvent =
  | Fact<'EndDutiesBegan', EndDuties>
  | Fact<'EndNoticeGiven', EndNotice>
  | Fact<'SuccessorConcluded', Successor>
  | Fact<'SuccessorRescinded', { readonly contractId: string }>
  | Fact<'DataReturned', { readonly outcome: DataReturn; readonly note?: string; readonly evidence?: string }>
  | Fact<'DataDestroyed', { readonly note: string; readonly evidence?: string }>
  | Fact<'TerminationReviewOpened', { readonly cancelledOn: Day }>
  | Reasoned<Fact<'ContractKept', object>>
  | Reasoned<Fact<'TerminationStated', TerminationTerms>>
  | Reasoned<FactWith<'TerminationNoticed', TerminationNoticed, Pick<Termination, 'by' | 'ground' | 'usedAmount'>>>
  | FactWith<'ContractTerminated', ContractTerminated, { readonly ground: TerminationGround }>
  | Fact<'DepositForfeited', Omit<Forfeiture, 'on'>>
  | Fact<'ContractSettled', ContractSettled>
  | FactWith<'ContractCompleted', ContractCompleted, { readonly inspectedOn: Day }>
  | Reasoned<Fact<'ContractRescinded', ContractRescinded>>;
