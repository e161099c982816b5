import { aggregateMap } from '#common/service/service-map.js';
import { CancelSelectionHttp } from './cancel-selection/cancel-selection.http.js';
import { NoticeHearingHttp } from './notice-hearing/notice-hearing.http.js';
import { RecordHearingHttp } from './record-hearing/record-hearing.http.js';
import { AssignExaminersHttp } from './assign-examiners/assign-examiners.http.js';
import { Exclusions } from './exclusions.js';
import { casePermissions } from './case.permissions.js';
import { caseType } from './case.type.js';
import { CaseTimer } from './case.timer.js';
import { CaseViews } from './case.views.js';
import { Cases } from './cases.repository.js';
import { DeclareExaminerConflictHttp } from './declare-examiner-conflict/declare-examiner-conflict.http.js';
import { GetCaseHistoryHttp } from './get-case-history/get-case-history.http.js';
import { GetCaseHttp } from './get-case/get-case.http.js';
import { InviteExaminersHttp } from './invite-examiners/invite-examiners.http.js';
import { ListCasesHttp } from './list-cases/list-cases.http.js';
import { ReplaceExaminerHttp } from './replace-examiner/replace-examiner.http.js';
import { SubmitExaminationHttp } from './submit-examination/submit-examination.http.js';

/** Review cases (심사 건). Their deadlines are an official's duty; the timer only tells of a suspension that lasts. */
export const cases = aggregateMap({
  type: caseType,
  repository: Cases,
  operations: {
    getCase: [GetCaseHttp],
    listCases: [ListCasesHttp],
    getCaseHistory: [GetCaseHistoryHttp],
    inviteExaminers: [InviteExaminersHttp],
    declareExaminerConflict: [DeclareExaminerConflictHttp],
    assignExaminers: [AssignExaminersHttp],
    replaceExaminer: [ReplaceExaminerHttp],
    submitExamination: [SubmitExaminationHttp],
    noticeHearing: [NoticeHearingHttp],
    recordHearing: [RecordHearingHttp],
    cancelSelection: [CancelSelectionHttp],
  },
  permissions: casePermissions,
  timers: [CaseTimer],
  providers: [CaseViews, Exclusions],
});
