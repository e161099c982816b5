import type { AggregateType } from '#common/aggregates/aggregate.js';
import { AgendaRemovalRequested } from '#common/events/contracts/agenda-removal-requested.js';
import { CaseAccessGranted } from '#common/events/contracts/case-access-granted.js';
import { CaseAccessRevoked } from '#common/events/contracts/case-access-revoked.js';
import { ExpertExaminationCompleted } from '#common/events/contracts/expert-examination-completed.js';
import { ReviewCaseOpened } from '#common/events/contracts/review-case-opened.js';
import { ReviewDeferred } from '#common/events/contracts/review-deferred.js';
import { ReviewResultNotified } from '#common/events/contracts/review-result-notified.js';
import { ReviewResumed } from '#common/events/contracts/review-resumed.js';
import { ServiceNotSelected } from '#common/events/contracts/service-not-selected.js';
import { ServiceSelected } from '#common/events/contracts/service-selected.js';
import { WithdrawalGranted } from '#common/events/contracts/withdrawal-granted.js';
import { WithdrawalRefused } from '#common/events/contracts/withdrawal-refused.js';
import { derivedId } from '#common/kernel/ids.js';
import type { CaseEvent } from './domain/case.events.js';
import { evolve } from './domain/case.evolve.js';
import type { CaseState } from './domain/case.state.js';

/** One application has one case, however often its acceptance is delivered. */
export const caseIdOf = (applicationId: string): string => derivedId('case', applicationId);

export const caseType: AggregateType<CaseState, CaseEvent> = {
  name: 'case',
  collection: 'cases',
  evolve,
  publishes: [
    ReviewCaseOpened,
    ExpertExaminationCompleted,
    CaseAccessGranted,
    CaseAccessRevoked,
    ReviewDeferred,
    ReviewResumed,
    ServiceSelected,
    ServiceNotSelected,
    ReviewResultNotified,
    WithdrawalGranted,
    WithdrawalRefused,
    AgendaRemovalRequested,
  ],
  personal: { ExaminerDeclared: ['data.note'] },
  indexed: ['state.status', 'state.applicationId', 'state.openedAt', 'state.access.person'],
};
