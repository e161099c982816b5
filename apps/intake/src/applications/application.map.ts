import { aggregateMap } from '#common/service/service-map.js';
import { AcceptApplicationHttp } from './accept-application/accept-application.http.js';
import { AnswerCheckExtensionHttp } from './answer-check-extension/answer-check-extension.http.js';
import { AnswerDeferralHttp } from './answer-deferral/answer-deferral.http.js';
import { AnswerSupplementHttp } from './answer-supplement/answer-supplement.http.js';
import { Applicants } from './applicants.js';
import { ApplicationDocuments } from './application-documents.js';
import { ApplicationUploads } from './application-uploads.js';
import { applicationPermissions } from './application.permissions.js';
import { ApplicationTimer } from './application.timer.js';
import { applicationType } from './application.type.js';
import { ApplicationViews } from './application.views.js';
import { Applications } from './applications.repository.js';
import { AttachDocumentHttp } from './attach-document/attach-document.http.js';
import { AttachDocument } from './attach-document/attach-document.usecase.js';
import { AttachDocumentFileHttp } from './attach-document/attach-document-file.http.js';
import { CheckDocumentFileHttp } from './check-document/check-document-file.http.js';
import { DescribeDocumentHttp } from './describe-document/describe-document.http.js';
import { DownloadDocumentFileHttp } from './download-document/download-document-file.http.js';
import { DownloadDocument } from './download-document/download-document.usecase.js';
import { CheckDocumentHttp } from './check-document/check-document.http.js';
import { SweepDocuments } from './document-sweep.mongo.js';
import { CopyApplicationHttp } from './copy-application/copy-application.http.js';
import { CopyApplication } from './copy-application/copy-application.usecase.js';
import { DeclareOfficerTieHttp } from './declare-officer-tie/declare-officer-tie.http.js';
import { DownloadDocumentHttp } from './download-document/download-document.http.js';
import { DraftApplicationHttp } from './draft-application/draft-application.http.js';
import { DraftApplication } from './draft-application/draft-application.usecase.js';
import { Drafts } from './drafts.js';
import { ExtendCheckHttp } from './extend-check/extend-check.http.js';
import { ExtendObjectionHttp } from './extend-objection/extend-objection.http.js';
import { ExtendSupplementHttp } from './extend-supplement/extend-supplement.http.js';
import { FileObjectionHttp } from './file-objection/file-objection.http.js';
import { GetApplicationAnswersHttp } from './get-application-answers/get-application-answers.http.js';
import { GetApplicationHistoryHttp } from './get-application-history/get-application-history.http.js';
import { GetApplicationHttp } from './get-application/get-application.http.js';
import { GetCompletenessHttp } from './get-completeness/get-completeness.http.js';
import { GetCompleteness } from './get-completeness/get-completeness.usecase.js';
import { GetApplicationNoticesHttp } from './get-application-notices/get-application-notices.http.js';
import { GetResultHttp } from './get-result/get-result.http.js';
import { HandOverApplicationHttp } from './hand-over-application/hand-over-application.http.js';
import { ListApplicationsHttp } from './list-applications/list-applications.http.js';
import { ReferToDocumentHttp } from './refer-to-document/refer-to-document.http.js';
import { ReferToDocument } from './refer-to-document/refer-to-document.usecase.js';
import { LiveApplications } from './live-applications.js';
import { RemoveDocumentHttp } from './remove-document/remove-document.http.js';
import { RemoveDocument } from './remove-document/remove-document.usecase.js';
import { RequestSupplementHttp } from './request-supplement/request-supplement.http.js';
import { ReturnApplicationHttp } from './return-application/return-application.http.js';
import { ReviseApplicationHttp } from './revise-application/revise-application.http.js';
import { StartCheckHttp } from './start-check/start-check.http.js';
import { SubmitApplicationHttp } from './submit-application/submit-application.http.js';
import { TakeOverApplicationHttp } from './take-over-application/take-over-application.http.js';
import { SubmitApplication } from './submit-application/submit-application.usecase.js';
import { WithdrawApplicationHttp } from './withdraw-application/withdraw-application.http.js';

/** Applications for selection (심사 신청). */
export const applications = aggregateMap({
  type: applicationType,
  repository: Applications,
  operations: {
    draftApplication: [DraftApplicationHttp, DraftApplication],
    copyApplication: [CopyApplicationHttp, CopyApplication],
    getApplication: [GetApplicationHttp],
    getApplicationAnswers: [GetApplicationAnswersHttp],
    getCompleteness: [GetCompletenessHttp, GetCompleteness],
    listApplications: [ListApplicationsHttp],
    reviseApplication: [ReviseApplicationHttp],
    attachDocument: [AttachDocumentHttp, AttachDocument],
    attachDocumentFile: [AttachDocumentFileHttp],
    removeDocument: [RemoveDocumentHttp, RemoveDocument],
    describeDocument: [DescribeDocumentHttp],
    referToDocument: [ReferToDocumentHttp, ReferToDocument],
    downloadDocument: [DownloadDocumentHttp, DownloadDocument],
    downloadDocumentFile: [DownloadDocumentFileHttp],
    submitApplication: [SubmitApplicationHttp, SubmitApplication],
    startCheck: [StartCheckHttp],
    takeOverApplication: [TakeOverApplicationHttp],
    handOverApplication: [HandOverApplicationHttp],
    declareOfficerTie: [DeclareOfficerTieHttp],
    checkDocument: [CheckDocumentHttp],
    checkDocumentFile: [CheckDocumentFileHttp],
    requestSupplement: [RequestSupplementHttp],
    answerSupplement: [AnswerSupplementHttp],
    extendSupplement: [ExtendSupplementHttp],
    extendCheck: [ExtendCheckHttp],
    answerCheckExtension: [AnswerCheckExtensionHttp],
    acceptApplication: [AcceptApplicationHttp],
    returnApplication: [ReturnApplicationHttp],
    withdrawApplication: [WithdrawApplicationHttp],
    answerDeferral: [AnswerDeferralHttp],
    fileObjection: [FileObjectionHttp],
    extendObjection: [ExtendObjectionHttp],
    getResult: [GetResultHttp],
    getApplicationNotices: [GetApplicationNoticesHttp],
    getApplicationHistory: [GetApplicationHistoryHttp],
  },
  permissions: applicationPermissions,
  timers: [ApplicationTimer],
  chores: [SweepDocuments],
  providers: [Applicants, ApplicationDocuments, ApplicationUploads, ApplicationViews, Drafts, LiveApplications],
});
