import { aggregateMap } from '#common/service/service-map.js';
import { AcceptApplicationHttp } from './accept-application/accept-application.http.js';
import { AcceptApplication } from './accept-application/accept-application.usecase.js';
import { AnswerSupplementHttp } from './answer-supplement/answer-supplement.http.js';
import { AnswerSupplement } from './answer-supplement/answer-supplement.usecase.js';
import { ApplicationDeadlines } from './application-deadlines.js';
import { ApplicationDocuments } from './application-documents.js';
import { applicationPermissions } from './application.permissions.js';
import { applicationType } from './application.type.js';
import { ApplicationViews } from './application.views.js';
import { Applications } from './applications.repository.js';
import { AttachDocumentHttp } from './attach-document/attach-document.http.js';
import { AttachDocument } from './attach-document/attach-document.usecase.js';
import { CheckDocumentHttp } from './check-document/check-document.http.js';
import { CheckDocument } from './check-document/check-document.usecase.js';
import { SweepDocuments } from './document-sweep.mongo.js';
import { DownloadDocumentHttp } from './download-document/download-document.http.js';
import { DraftApplicationHttp } from './draft-application/draft-application.http.js';
import { DraftApplication } from './draft-application/draft-application.usecase.js';
import { ExtendSupplementHttp } from './extend-supplement/extend-supplement.http.js';
import { ExtendSupplement } from './extend-supplement/extend-supplement.usecase.js';
import { GetApplicationHistoryHttp } from './get-application-history/get-application-history.http.js';
import { GetApplicationHttp } from './get-application/get-application.http.js';
import { GetNoticesHttp } from './get-notices/get-notices.http.js';
import { GetResultHttp } from './get-result/get-result.http.js';
import { ListApplicationsHttp } from './list-applications/list-applications.http.js';
import { RequestSupplementHttp } from './request-supplement/request-supplement.http.js';
import { RequestSupplement } from './request-supplement/request-supplement.usecase.js';
import { ReturnApplicationHttp } from './return-application/return-application.http.js';
import { ReturnApplication } from './return-application/return-application.usecase.js';
import { ReviseApplicationHttp } from './revise-application/revise-application.http.js';
import { ReviseApplication } from './revise-application/revise-application.usecase.js';
import { StartCheckHttp } from './start-check/start-check.http.js';
import { StartCheck } from './start-check/start-check.usecase.js';
import { SubmitApplicationHttp } from './submit-application/submit-application.http.js';
import { SubmitApplication } from './submit-application/submit-application.usecase.js';
import { WithdrawApplicationHttp } from './withdraw-application/withdraw-application.http.js';
import { WithdrawApplication } from './withdraw-application/withdraw-application.usecase.js';

/** Applications for selection (심사 신청). */
export const applications = aggregateMap({
  type: applicationType,
  repository: Applications,
  operations: {
    draftApplication: [DraftApplicationHttp, DraftApplication],
    getApplication: [GetApplicationHttp],
    listApplications: [ListApplicationsHttp],
    reviseApplication: [ReviseApplicationHttp, ReviseApplication],
    attachDocument: [AttachDocumentHttp, AttachDocument],
    downloadDocument: [DownloadDocumentHttp],
    submitApplication: [SubmitApplicationHttp, SubmitApplication],
    startCheck: [StartCheckHttp, StartCheck],
    checkDocument: [CheckDocumentHttp, CheckDocument],
    requestSupplement: [RequestSupplementHttp, RequestSupplement],
    answerSupplement: [AnswerSupplementHttp, AnswerSupplement],
    extendSupplement: [ExtendSupplementHttp, ExtendSupplement],
    acceptApplication: [AcceptApplicationHttp, AcceptApplication],
    returnApplication: [ReturnApplicationHttp, ReturnApplication],
    withdrawApplication: [WithdrawApplicationHttp, WithdrawApplication],
    getResult: [GetResultHttp],
    getNotices: [GetNoticesHttp],
    getApplicationHistory: [GetApplicationHistoryHttp],
  },
  timers: [ApplicationDeadlines],
  chores: [SweepDocuments],
  permissions: applicationPermissions,
  providers: [ApplicationDocuments, ApplicationViews],
});
