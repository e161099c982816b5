import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { AgendaExaminationChanged } from '#common/events/definitions/agenda-examination-changed.js';
import type { AgendaRemovalRequested } from '#common/events/definitions/agenda-removal-requested.js';
import type { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import type { CaseAccessRevoked } from '#common/events/definitions/case-access-revoked.js';
import type { ExpertExaminationCompleted } from '#common/events/definitions/expert-examination-completed.js';
import type { HearingNoticed } from '#common/events/definitions/hearing-noticed.js';
import type { ObjectionDismissed } from '#common/events/definitions/objection-dismissed.js';
import type { ObjectionUpheld } from '#common/events/definitions/objection-upheld.js';
import type { ReviewCaseOpened } from '#common/events/definitions/review-case-opened.js';
import type { ReviewDeferred } from '#common/events/definitions/review-deferred.js';
import type { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import type { ReviewResumed } from '#common/events/definitions/review-resumed.js';
import type { RevoteCalled } from '#common/events/definitions/revote-called.js';
import type { RevoteConfirmed } from '#common/events/definitions/revote-confirmed.js';
import type { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import type { SelectionKept } from '#common/events/definitions/selection-kept.js';
import type { ServiceNotSelected } from '#common/events/definitions/service-not-selected.js';
import type { ServiceSelected } from '#common/events/definitions/service-selected.js';
import type { WithdrawalGranted } from '#common/events/definitions/withdrawal-granted.js';
import type { WithdrawalRefused } from '#common/events/definitions/withdrawal-refused.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type {
  CancellationGround,
  ConflictGround,
  CriterionFinding,
  ExaminationPhase,
  NotedSuspension,
  OnAgenda,
  PendingObjection,
  PendingRevote,
  Recommendation,
  Submission,
} from './case.state.js';

interface WithDeadlines {
  readonly deadlines: readonly Deadline[];
}

/** On review.cases, review.access and review.results. */
type Published =
  | FactWith<'ReviewCaseOpened', ReviewCaseOpened, WithDeadlines & { readonly submission: Submission }>
  | Fact<'ExpertExaminationCompleted', ExpertExaminationCompleted>
  | Fact<'CaseAccessGranted', CaseAccessGranted>
  | Fact<'CaseAccessRevoked', CaseAccessRevoked>
  | Fact<'ReviewDeferred', ReviewDeferred>
  | Fact<'ReviewResumed', ReviewResumed>
  | Fact<'ServiceSelected', ServiceSelected>
  /** `voters`: who counted in the vote. */
  | FactWith<'ServiceNotSelected', ServiceNotSelected, { readonly voters: readonly string[] }>
  /** `revote`: the session that voted again and refused, and who counted in it. */
  | Reasoned<
      FactWith<
        'SelectionCancelled',
        SelectionCancelled,
        {
          readonly number: string;
          readonly revote?: { readonly sessionNo: number; readonly decidedOn: Day; readonly voters: readonly string[] };
        }
      >
    >
  | Reasoned<FactWith<'HearingNoticed', HearingNoticed, WithDeadlines>>
  | Reasoned<
      FactWith<
        'SelectionKept',
        SelectionKept,
        { readonly grounds: readonly CancellationGround[]; readonly number: string }
      >
    >
  | FactWith<'RevoteCalled', RevoteCalled, Pick<PendingRevote, 'excluded' | 'barred'>>
  | FactWith<'RevoteConfirmed', RevoteConfirmed, { readonly voters: readonly string[] }>
  | Fact<'ObjectionUpheld', ObjectionUpheld>
  | Fact<'ObjectionDismissed', ObjectionDismissed>
  | Fact<'ReviewResultNotified', ReviewResultNotified>
  | Fact<'WithdrawalGranted', WithdrawalGranted>
  | Fact<'WithdrawalRefused', WithdrawalRefused>;

/** On review.internal: what the session follows. */
type Internal =
  Fact<'AgendaRemovalRequested', AgendaRemovalRequested> | Fact<'AgendaExaminationChanged', AgendaExaminationChanged>;

/** Never published. */
type Private =
  | Fact<
      'ExaminerDeclared',
      {
        readonly examinerId: string;
        readonly ground: ConflictGround;
        /** Null once erased. */
        readonly note?: string | null;
      }
    >
  | Fact<'ExaminersInvited', { readonly examinerIds: readonly string[] }>
  | Fact<'LinkFound', { readonly person: string }>
  | Fact<'ExaminersAssigned', WithDeadlines & { readonly examinerIds: readonly string[] }>
  | Fact<
      'ExaminerReleased',
      WithDeadlines & {
        readonly examinerId: string;
        /** Where the examination stands without them. */
        readonly phase: ExaminationPhase;
      }
    >
  | Reasoned<Fact<'ExaminerReplaced', WithDeadlines & { readonly examinerId: string; readonly replacementId: string }>>
  | FactWith<
      'ExaminationSubmitted',
      {
        readonly examinerId: string;
        readonly findings: readonly Omit<CriterionFinding, 'comment'>[];
        readonly recommendation: Recommendation;
      },
      /** The texts, each null once erased. */
      {
        readonly comment: string | null;
        readonly comments: readonly Required<Pick<CriterionFinding, 'criterion' | 'comment'>>[] | null;
      }
    >
  | Fact<'PutOnAgenda', OnAgenda>
  /** The case heard of this session before it heard that the one before let it go. */
  | Fact<'NextAgendaNoted', OnAgenda>
  | Fact<'TakenOffAgenda', { readonly sessionNo: number }>
  /** A conflict was found before the session that voted is published. */
  | Fact<'RevoteNoted', PendingRevote>
  /** The applicant answered what this session asked for; the answers are with the papers. */
  | Fact<'DeferralAnswerNoted', { readonly sessionNo: number; readonly answeredAt: string }>
  | Fact<'MemberStoodAside', { readonly memberId: string }>
  | Fact<'MemberReturned', { readonly memberId: string }>
  | Fact<'ObjectionOpened', WithDeadlines & PendingObjection>
  | Fact<'ObjectionPeriodExtended', WithDeadlines & { readonly objectionId: string }>
  | FactWith<
      'HearingHeld',
      { readonly on: Day; readonly attended: boolean },
      /** Null once erased. */
      { readonly record: string | null }
    >
  | Fact<'SuspensionNoted', Omit<NotedSuspension, 'lasted'>>
  | Fact<'SuspensionLasted', { readonly since: Day }>
  | Fact<'SuspensionOver', { readonly since: Day }>
  | Fact<'CaseClosed', { readonly why: 'APPLICATION_WITHDRAWN' }>;

export type CaseEvent = Published | Internal | Private;
