import { AgendaItemAdded } from '#common/events/definitions/agenda-item-added.js';
import { AgendaItemReleased } from '#common/events/definitions/agenda-item-released.js';
import { AgendaRemovalRefused } from '#common/events/definitions/agenda-removal-refused.js';
import { AgendaRemovalRequested } from '#common/events/definitions/agenda-removal-requested.js';
import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import { MemberDismissed } from '#common/events/definitions/member-dismissed.js';
import { RecusalsSettled } from '#common/events/definitions/recusals-settled.js';
import { SessionPublished } from '#common/events/definitions/session-published.js';
import { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import { kept, type ServiceMap } from '#common/service/service-map.js';
import { AssignExaminersHttp } from './cases/assign-examiners/assign-examiners.http.js';
import { AssignExaminers } from './cases/assign-examiners/assign-examiners.usecase.js';
import { caseType } from './cases/case.type.js';
import { CaseViews } from './cases/case.views.js';
import { Cases } from './cases/cases.repository.js';
import { DeclareExaminerConflictHttp } from './cases/declare-examiner-conflict/declare-examiner-conflict.http.js';
import { DeclareExaminerConflict } from './cases/declare-examiner-conflict/declare-examiner-conflict.usecase.js';
import { GetCaseHistoryHttp } from './cases/get-case-history/get-case-history.http.js';
import { GetCaseHttp } from './cases/get-case/get-case.http.js';
import { ListCasesHttp } from './cases/list-cases/list-cases.http.js';
import { SubmitExaminationHttp } from './cases/submit-examination/submit-examination.http.js';
import { SubmitExamination } from './cases/submit-examination/submit-examination.usecase.js';
import { AppointMemberHttp } from './committee/appoint-member/appoint-member.http.js';
import { AppointMember } from './committee/appoint-member/appoint-member.usecase.js';
import { Committee } from './committee/committee.repository.js';
import { committeeType } from './committee/committee.type.js';
import { DismissMemberHttp } from './committee/dismiss-member/dismiss-member.http.js';
import { DismissMember } from './committee/dismiss-member/dismiss-member.usecase.js';
import { GetCommitteeHistoryHttp } from './committee/get-committee-history/get-committee-history.http.js';
import { ListMembersHttp } from './committee/list-members/list-members.http.js';
import { NameActingChairHttp } from './committee/name-acting-chair/name-acting-chair.http.js';
import { NameActingChair } from './committee/name-acting-chair/name-acting-chair.usecase.js';
import { OnAgendaItemAdded } from './consumers/on-agenda-item-added.js';
import { OnAgendaItemReleased } from './consumers/on-agenda-item-released.js';
import { OnAgendaRemovalRefused } from './consumers/on-agenda-removal-refused.js';
import { OnAgendaRemovalRequested } from './consumers/on-agenda-removal-requested.js';
import { OnApplicationAccepted } from './consumers/on-application-accepted.js';
import { OnApplicationWithdrawn } from './consumers/on-application-withdrawn.js';
import { OnMemberDismissed } from './consumers/on-member-dismissed.js';
import { OnRecusalsSettled } from './consumers/on-recusals-settled.js';
import { OnSessionPublished } from './consumers/on-session-published.js';
import { OnWithdrawalRequested } from './consumers/on-withdrawal-requested.js';
import { casePermissions, committeePermissions } from './review.permissions.js';
import { AddAgendaItemHttp } from './sessions/add-agenda-item/add-agenda-item.http.js';
import { AddAgendaItem } from './sessions/add-agenda-item/add-agenda-item.usecase.js';
import { AdjournSessionHttp } from './sessions/adjourn-session/adjourn-session.http.js';
import { AdjournSession } from './sessions/adjourn-session/adjourn-session.usecase.js';
import { CancelSessionHttp } from './sessions/cancel-session/cancel-session.http.js';
import { CancelSession } from './sessions/cancel-session/cancel-session.usecase.js';
import { CastVoteHttp } from './sessions/cast-vote/cast-vote.http.js';
import { CastVote } from './sessions/cast-vote/cast-vote.usecase.js';
import { CloseSessionHttp } from './sessions/close-session/close-session.http.js';
import { CloseSession } from './sessions/close-session/close-session.usecase.js';
import { CloseVotingHttp } from './sessions/close-voting/close-voting.http.js';
import { CloseVoting } from './sessions/close-voting/close-voting.usecase.js';
import { CommitteeToday } from './sessions/committee-today.js';
import { ConfirmMinutesHttp } from './sessions/confirm-minutes/confirm-minutes.http.js';
import { ConfirmMinutes } from './sessions/confirm-minutes/confirm-minutes.usecase.js';
import { DecideGroundEHttp } from './sessions/decide-ground-e/decide-ground-e.http.js';
import { DecideGroundE } from './sessions/decide-ground-e/decide-ground-e.usecase.js';
import { DeclareConflictHttp } from './sessions/declare-conflict/declare-conflict.http.js';
import { DeclareConflict } from './sessions/declare-conflict/declare-conflict.usecase.js';
import { DeferItemHttp } from './sessions/defer-item/defer-item.http.js';
import { DeferItem } from './sessions/defer-item/defer-item.usecase.js';
import { DeliberateHttp } from './sessions/deliberate/deliberate.http.js';
import { Deliberate } from './sessions/deliberate/deliberate.usecase.js';
import { DraftMinutesHttp } from './sessions/draft-minutes/draft-minutes.http.js';
import { DraftMinutes } from './sessions/draft-minutes/draft-minutes.usecase.js';
import { GetSessionHistoryHttp } from './sessions/get-session-history/get-session-history.http.js';
import { GetSessionHttp } from './sessions/get-session/get-session.http.js';
import { NoticeSessionHttp } from './sessions/notice-session/notice-session.http.js';
import { NoticeSession } from './sessions/notice-session/notice-session.usecase.js';
import { OpenSessionHttp } from './sessions/open-session/open-session.http.js';
import { OpenSession } from './sessions/open-session/open-session.usecase.js';
import { OpenVotingHttp } from './sessions/open-voting/open-voting.http.js';
import { OpenVoting } from './sessions/open-voting/open-voting.usecase.js';
import { PlanSessionHttp } from './sessions/plan-session/plan-session.http.js';
import { PlanSession } from './sessions/plan-session/plan-session.usecase.js';
import { PublishSessionHttp } from './sessions/publish-session/publish-session.http.js';
import { PublishSession } from './sessions/publish-session/publish-session.usecase.js';
import { RecordAttendanceHttp } from './sessions/record-attendance/record-attendance.http.js';
import { RecordAttendance } from './sessions/record-attendance/record-attendance.usecase.js';
import { RecountHttp } from './sessions/recount/recount.http.js';
import { sessionPermissions } from './sessions/session.permissions.js';
import { sessionType } from './sessions/session.type.js';
import { SessionViews } from './sessions/session.views.js';
import { Sessions } from './sessions/sessions.repository.js';

/** Review (심사): experts examine, the committee decides, the ministry selects and publishes. */
export const review: ServiceMap = {
  service: 'review',
  title: 'Review',
  description:
    'Experts examine accepted applications, the committee deliberates and votes, the ministry publishes (심사위원회).',
  defaultPort: 3002,
  aggregates: [kept(committeeType, Committee), kept(caseType, Cases), kept(sessionType, Sessions)],
  operations: {
    appointMember: [AppointMemberHttp, AppointMember],
    listMembers: [ListMembersHttp],
    dismissMember: [DismissMemberHttp, DismissMember],
    nameActingChair: [NameActingChairHttp, NameActingChair],
    getCommitteeHistory: [GetCommitteeHistoryHttp],
    getCase: [GetCaseHttp],
    listCases: [ListCasesHttp],
    getCaseHistory: [GetCaseHistoryHttp],
    declareExaminerConflict: [DeclareExaminerConflictHttp, DeclareExaminerConflict],
    assignExaminers: [AssignExaminersHttp, AssignExaminers],
    submitExamination: [SubmitExaminationHttp, SubmitExamination],
    planSession: [PlanSessionHttp, PlanSession],
    noticeSession: [NoticeSessionHttp, NoticeSession],
    addAgendaItem: [AddAgendaItemHttp, AddAgendaItem],
    declareConflict: [DeclareConflictHttp, DeclareConflict],
    recordAttendance: [RecordAttendanceHttp, RecordAttendance],
    openSession: [OpenSessionHttp, OpenSession],
    adjournSession: [AdjournSessionHttp, AdjournSession],
    cancelSession: [CancelSessionHttp, CancelSession],
    decideGroundE: [DecideGroundEHttp, DecideGroundE],
    deliberate: [DeliberateHttp, Deliberate],
    openVoting: [OpenVotingHttp, OpenVoting],
    castVote: [CastVoteHttp, CastVote],
    closeVoting: [CloseVotingHttp, CloseVoting],
    deferItem: [DeferItemHttp, DeferItem],
    closeSession: [CloseSessionHttp, CloseSession],
    draftMinutes: [DraftMinutesHttp, DraftMinutes],
    confirmMinutes: [ConfirmMinutesHttp, ConfirmMinutes],
    publishSession: [PublishSessionHttp, PublishSession],
    getSession: [GetSessionHttp],
    getSessionHistory: [GetSessionHistoryHttp],
    recount: [RecountHttp],
  },
  consumers: [
    [ApplicationAccepted, OnApplicationAccepted],
    [ApplicationWithdrawn, OnApplicationWithdrawn],
    [WithdrawalRequested, OnWithdrawalRequested],
    [AgendaItemAdded, OnAgendaItemAdded],
    [AgendaItemReleased, OnAgendaItemReleased],
    [AgendaRemovalRequested, OnAgendaRemovalRequested],
    [AgendaRemovalRefused, OnAgendaRemovalRefused],
    [MemberDismissed, OnMemberDismissed],
    [RecusalsSettled, OnRecusalsSettled],
    [SessionPublished, OnSessionPublished],
  ],
  projections: [],
  // Every deadline here is an official's duty: late is overdue and stays possible, so nothing happens by itself.
  timers: [],
  permissions: [committeePermissions, casePermissions, sessionPermissions],
  providers: [CommitteeToday, CaseViews, SessionViews],
};
