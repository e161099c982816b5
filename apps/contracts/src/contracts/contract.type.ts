import type { AggregateType, Claim } from '#common/aggregates/aggregate-type.js';
import { BreachCorrected } from '#common/events/definitions/breach-corrected.js';
import { BreachDecided } from '#common/events/definitions/breach-decided.js';
import { ContractAmended } from '#common/events/definitions/contract-amended.js';
import { ContractCompleted } from '#common/events/definitions/contract-completed.js';
import { ContractPassed } from '#common/events/definitions/contract-passed.js';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSettled } from '#common/events/definitions/contract-settled.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ContractStarted } from '#common/events/definitions/contract-started.js';
import { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import { ContractYearOpened } from '#common/events/definitions/contract-year-opened.js';
import { DelayDamagesAssessed } from '#common/events/definitions/delay-damages-assessed.js';
import { IncidentReported } from '#common/events/definitions/incident-reported.js';
import { PaymentMade } from '#common/events/definitions/payment-made.js';
import { SlaCreditGiven } from '#common/events/definitions/sla-credit-given.js';
import { StatementAccepted } from '#common/events/definitions/statement-accepted.js';
import { TerminationNoticed } from '#common/events/definitions/termination-noticed.js';
import { UsageCorrected } from '#common/events/definitions/usage-corrected.js';
import { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import { invalid } from '#common/kernel/errors.js';
import { amendmentMachine } from './domain/amendment.evolve.js';
import { breachMachine } from './domain/breach.evolve.js';
import type { ContractEvent } from './domain/contract.events.js';
import { contractMachine, evolve } from './domain/contract.evolve.js';
import type { ContractState } from './domain/contract.state.js';
import { claimMachine, inspectionMachine, statementMachine } from './domain/performance.evolve.js';
import { versionFor } from './contract.permissions.js';
import { nextTick } from './domain/ticking.js';
import { breachNotices } from './breach.notices.js';
import { contractNotices } from './contract.notices.js';
import { contractWork } from './contract.work.js';
import { performanceNotices } from './performance.notices.js';

function claims(state: ContractState): readonly Claim[] {
  const no = state.concluded?.contractNo;
  return [
    ...(no === undefined
      ? []
      : [{ key: `contract-no:${no}`, code: 'CONTRACT_NO_TAKEN', detail: `Contract number ${no} is taken.` }]),
    ...succession(state),
  ];
}

/** One contract follows another one; a plan that came to nothing leaves its place. */
function succession({ need: { successorOf }, status }: ContractState): readonly Claim[] {
  if (successorOf === undefined || status === 'CANCELLED' || status === 'RESCINDED') return [];
  const detail = `Another contract follows ${successorOf} already: give that one up first.`;
  return [{ key: `successor-of:${successorOf}`, code: 'FORMER_SUCCEEDED', detail }];
}

export const contractType: AggregateType<ContractState, ContractEvent> = {
  name: 'contract',
  collection: 'contracts',
  evolve,
  machines: [contractMachine, amendmentMachine, breachMachine, statementMachine, inspectionMachine, claimMachine],
  publishes: [
    ContractSigned,
    ContractYearOpened,
    ContractStarted,
    ContractAmended,
    ContractPassed,
    ContractCompleted,
    ContractTerminated,
    ContractSettled,
    ContractRescinded,
    UsageRegistered,
    StatementAccepted,
    PaymentMade,
    UsageCorrected,
    IncidentReported,
    BreachDecided,
    BreachCorrected,
    DelayDamagesAssessed,
    SlaCreditGiven,
    TerminationNoticed,
  ],
  claims,
  dueAt: nextTick,
  path: (_, id) => `/v1/contracts/${id}`,
  work: contractWork,
  notices: { ...contractNotices, ...breachNotices, ...performanceNotices },
  versionFor,
  // Its certificate may name the person who signed for the organisation.
  personal: { SignatureGiven: ['data.cms'] },
  documents: {
    fileIdPath: 'state.document.fileId',
    kept: ({ document }) => (document === undefined ? [] : [{ name: 'CONTRACT', ...document }]),
    erase: () => {
      throw invalid('PAPER_KEPT', 'What both parties signed is kept for as long as the contract: erase nothing of it.');
    },
  },
  indexed: [
    'state.document.fileId',
    'state.institution.code',
    'state.versions.suppliers.businessNumber',
    'state.status',
    'state.neededOn',
    'state.concluded.listingId',
    'state.concluded.concludedOn',
    'state.registration.status',
    'state.certificates.code',
    'state.registration.due.dueAt',
  ],
};
