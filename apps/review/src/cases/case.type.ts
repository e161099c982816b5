import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { AgendaExaminationChanged } from '#common/events/definitions/agenda-examination-changed.js';
import { AgendaRemovalRequested } from '#common/events/definitions/agenda-removal-requested.js';
import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { CaseAccessRevoked } from '#common/events/definitions/case-access-revoked.js';
import { ExpertExaminationCompleted } from '#common/events/definitions/expert-examination-completed.js';
import { HearingNoticed } from '#common/events/definitions/hearing-noticed.js';
import { ObjectionDismissed } from '#common/events/definitions/objection-dismissed.js';
import { ObjectionUpheld } from '#common/events/definitions/objection-upheld.js';
import { ReviewCaseOpened } from '#common/events/definitions/review-case-opened.js';
import { ReviewDeferred } from '#common/events/definitions/review-deferred.js';
import { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import { ReviewResumed } from '#common/events/definitions/review-resumed.js';
import { RevoteCalled } from '#common/events/definitions/revote-called.js';
import { RevoteConfirmed } from '#common/events/definitions/revote-confirmed.js';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { SelectionKept } from '#common/events/definitions/selection-kept.js';
import { ServiceNotSelected } from '#common/events/definitions/service-not-selected.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { WithdrawalGranted } from '#common/events/definitions/withdrawal-granted.js';
import { WithdrawalRefused } from '#common/events/definitions/withdrawal-refused.js';
import type { CaseEvent } from './domain/case.events.js';
import { caseMachine, evolve } from './domain/case.evolve.js';
import { suspensionDueAt } from './domain/following-suspensions.js';
import type { CaseState } from './domain/case.state.js';
import { caseNotices } from './case.notices.js';
import { caseWork } from './case.work.js';

export const caseType: AggregateType<CaseState, CaseEvent> = {
  name: 'case',
  collection: 'cases',
  evolve,
  machines: [caseMachine],
  publishes: [
    ReviewCaseOpened,
    ExpertExaminationCompleted,
    CaseAccessGranted,
    CaseAccessRevoked,
    ReviewDeferred,
    ReviewResumed,
    ServiceSelected,
    ServiceNotSelected,
    SelectionCancelled,
    HearingNoticed,
    SelectionKept,
    RevoteCalled,
    RevoteConfirmed,
    ObjectionUpheld,
    ObjectionDismissed,
    ReviewResultNotified,
    WithdrawalGranted,
    WithdrawalRefused,
    AgendaRemovalRequested,
    AgendaExaminationChanged,
  ],
  path: (_, id) => `/v1/cases/${id}`,
  dueAt: suspensionDueAt,
  work: caseWork,
  notices: caseNotices,
  standing: ({ status, agenda }) => (agenda === undefined ? status : `${status} of session ${agenda.sessionNo}`),
  personal: {
    ExaminerDeclared: ['data.note'],
    ExaminationSubmitted: ['details.comment', 'details.comments'],
    ExaminerReplaced: ['reason'],
    HearingNoticed: ['reason'],
    HearingHeld: ['details.record'],
    SelectionKept: ['reason'],
    SelectionCancelled: ['reason'],
  },
  indexed: [
    'state.status',
    'state.applicationId',
    'state.openedAt',
    'state.access.person',
    'state.invited',
    'state.submission.supplier.businessNumber',
    'state.agenda.sessionNo',
  ],
};
