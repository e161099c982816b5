import { aggregateMap } from '#common/service/service-map.js';
import { papersAndSignatures, signatureTrust } from '#common/signatures/papers-and-signatures.js';
import { AddAgendaItemHttp } from './add-agenda-item/add-agenda-item.http.js';
import { AddAgendaItem } from './add-agenda-item/add-agenda-item.usecase.js';
import { AdjournSessionHttp } from './adjourn-session/adjourn-session.http.js';
import { AdjournSession } from './adjourn-session/adjourn-session.usecase.js';
import { CancelSessionHttp } from './cancel-session/cancel-session.http.js';
import { CancelSession } from './cancel-session/cancel-session.usecase.js';
import { CastRecusalVoteHttp } from './cast-recusal-vote/cast-recusal-vote.http.js';
import { CastVoteHttp } from './cast-vote/cast-vote.http.js';
import { CloseSessionHttp } from './close-session/close-session.http.js';
import { CloseSession } from './close-session/close-session.usecase.js';
import { CloseVotingHttp } from './close-voting/close-voting.http.js';
import { CloseVoting } from './close-voting/close-voting.usecase.js';
import { CommitteeToday } from './committee-today.js';
import { ConfirmMinutesHttp } from './confirm-minutes/confirm-minutes.http.js';
import { ConfirmMinutes } from './confirm-minutes/confirm-minutes.usecase.js';
import { ContestExclusionHttp } from './contest-exclusion/contest-exclusion.http.js';
import { DecideGroundEHttp } from './decide-ground-e/decide-ground-e.http.js';
import { DecideGroundE } from './decide-ground-e/decide-ground-e.usecase.js';
import { DeclareConflictHttp } from './declare-conflict/declare-conflict.http.js';
import { DeferItemHttp } from './defer-item/defer-item.http.js';
import { DeferItem } from './defer-item/defer-item.usecase.js';
import { DeliberateHttp } from './deliberate/deliberate.http.js';
import { Deliberate } from './deliberate/deliberate.usecase.js';
import { DownloadMinutesHttp } from './download-minutes/download-minutes.http.js';
import { DraftMinutesHttp } from './draft-minutes/draft-minutes.http.js';
import { DraftMinutes } from './draft-minutes/draft-minutes.usecase.js';
import { DownloadSelectionActHttp } from './download-selection-act/download-selection-act.http.js';
import { DraftSelectionActHttp } from './draft-selection-act/draft-selection-act.http.js';
import { DraftSelectionAct } from './draft-selection-act/draft-selection-act.usecase.js';
import { ExcludeMemberHttp } from './exclude-member/exclude-member.http.js';
import { ExcludeMember } from './exclude-member/exclude-member.usecase.js';
import { ExportMinutesHttp } from './export-minutes/export-minutes.http.js';
import { ExportSelectionActHttp } from './export-selection-act/export-selection-act.http.js';
import { GetSessionHistoryHttp } from './get-session-history/get-session-history.http.js';
import { GetSessionHttp } from './get-session/get-session.http.js';
import { ListSessionsHttp } from './list-sessions/list-sessions.http.js';
import { MinutesReading } from './minutes-reading.js';
import { NoticeSessionHttp } from './notice-session/notice-session.http.js';
import { NoticeSession } from './notice-session/notice-session.usecase.js';
import { OpenRecusalBallotHttp } from './open-recusal-ballot/open-recusal-ballot.http.js';
import { OpenRecusalBallot } from './open-recusal-ballot/open-recusal-ballot.usecase.js';
import { OpenSessionHttp } from './open-session/open-session.http.js';
import { OpenSession } from './open-session/open-session.usecase.js';
import { OpenVotingHttp } from './open-voting/open-voting.http.js';
import { OpenVoting } from './open-voting/open-voting.usecase.js';
import { PlanSessionHttp } from './plan-session/plan-session.http.js';
import { PlanSession } from './plan-session/plan-session.usecase.js';
import { PublishSessionHttp } from './publish-session/publish-session.http.js';
import { PublishSession } from './publish-session/publish-session.usecase.js';
import { RecordAttendanceHttp } from './record-attendance/record-attendance.http.js';
import { RecountHttp } from './recount/recount.http.js';
import { RecountRecusalHttp } from './recount-recusal/recount-recusal.http.js';
import { ReportConflictHttp } from './report-conflict/report-conflict.http.js';
import { SealedBallots, VOTE_KEY } from './sealed-ballots.js';
import { SelectionActReading } from './selection-act-reading.js';
import { SessionDownloads } from './session-downloads.js';
import { SessionExclusions } from './session-exclusions.js';
import { SessionPapers } from './session-papers.js';
import { sessionPermissions } from './session.permissions.js';
import { sessionType } from './session.type.js';
import { SessionTimer } from './session.timer.js';
import { SessionReading } from './session-reading.js';
import { SessionSignatures } from './session-signatures.js';
import { SessionViews } from './session.views.js';
import { Sessions } from './sessions.repository.js';
import { SweepSessionPapers } from './sweep-session-papers.js';
import { TakeOffAgendaHttp } from './take-off-agenda/take-off-agenda.http.js';

/**
 * Sessions of the committee (심사위원회 회의). Every deadline here is an official's duty: late is overdue and stays
 * possible. The timer removes at the freeze what lacks examinations.
 */
export const sessions = aggregateMap({
  type: sessionType,
  repository: Sessions,
  operations: {
    planSession: [PlanSessionHttp, PlanSession],
    noticeSession: [NoticeSessionHttp, NoticeSession],
    addAgendaItem: [AddAgendaItemHttp, AddAgendaItem],
    takeOffAgenda: [TakeOffAgendaHttp],
    declareConflict: [DeclareConflictHttp],
    recordAttendance: [RecordAttendanceHttp],
    openSession: [OpenSessionHttp, OpenSession],
    adjournSession: [AdjournSessionHttp, AdjournSession],
    cancelSession: [CancelSessionHttp, CancelSession],
    excludeMember: [ExcludeMemberHttp, ExcludeMember],
    contestExclusion: [ContestExclusionHttp],
    openRecusalBallot: [OpenRecusalBallotHttp, OpenRecusalBallot],
    castRecusalVote: [CastRecusalVoteHttp],
    decideGroundE: [DecideGroundEHttp, DecideGroundE],
    deliberate: [DeliberateHttp, Deliberate],
    openVoting: [OpenVotingHttp, OpenVoting],
    castVote: [CastVoteHttp],
    closeVoting: [CloseVotingHttp, CloseVoting],
    deferItem: [DeferItemHttp, DeferItem],
    closeSession: [CloseSessionHttp, CloseSession],
    reportConflict: [ReportConflictHttp],
    draftMinutes: [DraftMinutesHttp, DraftMinutes],
    confirmMinutes: [ConfirmMinutesHttp, ConfirmMinutes],
    downloadMinutes: [DownloadMinutesHttp],
    exportMinutes: [ExportMinutesHttp],
    draftSelectionAct: [DraftSelectionActHttp, DraftSelectionAct],
    publishSession: [PublishSessionHttp, PublishSession],
    downloadSelectionAct: [DownloadSelectionActHttp],
    exportSelectionAct: [ExportSelectionActHttp],
    getSession: [GetSessionHttp],
    listSessions: [ListSessionsHttp],
    getSessionHistory: [GetSessionHistoryHttp],
    recount: [RecountHttp],
    recountRecusal: [RecountRecusalHttp],
  },
  permissions: sessionPermissions,
  timers: [SessionTimer],
  chores: [SweepSessionPapers],
  providers: [
    CommitteeToday,
    MinutesReading,
    SealedBallots,
    SelectionActReading,
    SessionDownloads,
    SessionExclusions,
    SessionPapers,
    SessionReading,
    SessionSignatures,
    SessionViews,
    ...papersAndSignatures,
  ],
  adapters: [signatureTrust],
  keyFiles: [VOTE_KEY],
});
