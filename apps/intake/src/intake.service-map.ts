import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { CaseAccessRevoked } from '#common/events/definitions/case-access-revoked.js';
import { ReviewCaseOpened } from '#common/events/definitions/review-case-opened.js';
import { ReviewDeferred } from '#common/events/definitions/review-deferred.js';
import { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import { ReviewResumed } from '#common/events/definitions/review-resumed.js';
import { ServiceNotSelected } from '#common/events/definitions/service-not-selected.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { WithdrawalGranted } from '#common/events/definitions/withdrawal-granted.js';
import { WithdrawalRefused } from '#common/events/definitions/withdrawal-refused.js';
import { AcceptApplication } from './applications/accept-application/accept-application.usecase.js';
import { AcceptApplicationHttp } from './applications/accept-application/accept-application.http.js';
import { AnswerSupplement } from './applications/answer-supplement/answer-supplement.usecase.js';
import { AnswerSupplementHttp } from './applications/answer-supplement/answer-supplement.http.js';
import { AttachDocument } from './applications/attach-document/attach-document.usecase.js';
import { AttachDocumentHttp } from './applications/attach-document/attach-document.http.js';
import { CheckDocument } from './applications/check-document/check-document.usecase.js';
import { CheckDocumentHttp } from './applications/check-document/check-document.http.js';
import { DownloadDocumentHttp } from './applications/download-document/download-document.http.js';
import { DraftApplication } from './applications/draft-application/draft-application.usecase.js';
import { DraftApplicationHttp } from './applications/draft-application/draft-application.http.js';
import { ExtendSupplement } from './applications/extend-supplement/extend-supplement.usecase.js';
import { ExtendSupplementHttp } from './applications/extend-supplement/extend-supplement.http.js';
import { GetApplicationHistoryHttp } from './applications/get-application-history/get-application-history.http.js';
import { GetApplicationHttp } from './applications/get-application/get-application.http.js';
import { GetNoticesHttp } from './applications/get-notices/get-notices.http.js';
import { GetResultHttp } from './applications/get-result/get-result.http.js';
import { GetSupplierHttp } from './suppliers/get-supplier/get-supplier.http.js';
import { ListApplicationsHttp } from './applications/list-applications/list-applications.http.js';
import { OnCaseAccessGranted } from './consumers/on-case-access-granted.js';
import { OnCaseAccessRevoked } from './consumers/on-case-access-revoked.js';
import { OnReviewCaseOpened } from './consumers/on-review-case-opened.js';
import { OnReviewDeferred } from './consumers/on-review-deferred.js';
import { OnReviewResultNotified } from './consumers/on-review-result-notified.js';
import { OnReviewResumed } from './consumers/on-review-resumed.js';
import { OnServiceNotSelected } from './consumers/on-service-not-selected.js';
import { OnServiceSelected } from './consumers/on-service-selected.js';
import { OnWithdrawalGranted } from './consumers/on-withdrawal-granted.js';
import { OnWithdrawalRefused } from './consumers/on-withdrawal-refused.js';
import { RegisterSupplier } from './suppliers/register-supplier/register-supplier.usecase.js';
import { RegisterSupplierHttp } from './suppliers/register-supplier/register-supplier.http.js';
import { RequestSupplement } from './applications/request-supplement/request-supplement.usecase.js';
import { RequestSupplementHttp } from './applications/request-supplement/request-supplement.http.js';
import { ReturnApplication } from './applications/return-application/return-application.usecase.js';
import { ReturnApplicationHttp } from './applications/return-application/return-application.http.js';
import { ReviseApplication } from './applications/revise-application/revise-application.usecase.js';
import { ReviseApplicationHttp } from './applications/revise-application/revise-application.http.js';
import { StartCheck } from './applications/start-check/start-check.usecase.js';
import { StartCheckHttp } from './applications/start-check/start-check.http.js';
import { SubmitApplication } from './applications/submit-application/submit-application.usecase.js';
import { SubmitApplicationHttp } from './applications/submit-application/submit-application.http.js';
import { VerifySupplier } from './suppliers/verify-supplier/verify-supplier.usecase.js';
import { VerifySupplierHttp } from './suppliers/verify-supplier/verify-supplier.http.js';
import { WithdrawApplication } from './applications/withdraw-application/withdraw-application.usecase.js';
import { WithdrawApplicationHttp } from './applications/withdraw-application/withdraw-application.http.js';
import { kept, type ServiceMap } from '#common/service/service-map.js';
import { ApplicationDeadlines } from './applications/application-deadlines.js';
import { ApplicationDocuments } from './applications/application-documents.js';
import { SweepDocuments } from './applications/document-sweep.mongo.js';
import { ApplicationViews } from './applications/application.views.js';
import { Applications, applicationType } from './applications/applications.repository.js';
import { applicationPermissions, supplierPermissions } from './intake.permissions.js';
import { Suppliers, supplierType } from './suppliers/suppliers.repository.js';

/** Intake (심사 신청): suppliers apply, NIA checks, the decision of review is told to the applicant. */
export const intake: ServiceMap = {
  service: 'intake',
  title: 'Intake',
  description: 'Suppliers apply for the selection of a digital service; NIA checks the papers (심사 신청).',
  defaultPort: 3001,
  aggregates: [kept(supplierType, Suppliers), kept(applicationType, Applications)],
  operations: {
    registerSupplier: [RegisterSupplierHttp, RegisterSupplier],
    verifySupplier: [VerifySupplierHttp, VerifySupplier],
    getSupplier: [GetSupplierHttp],
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
  consumers: [
    [ReviewCaseOpened, OnReviewCaseOpened],
    [ReviewDeferred, OnReviewDeferred],
    [ReviewResumed, OnReviewResumed],
    [ServiceSelected, OnServiceSelected],
    [ServiceNotSelected, OnServiceNotSelected],
    [ReviewResultNotified, OnReviewResultNotified],
    [CaseAccessGranted, OnCaseAccessGranted],
    [CaseAccessRevoked, OnCaseAccessRevoked],
    [WithdrawalGranted, OnWithdrawalGranted],
    [WithdrawalRefused, OnWithdrawalRefused],
  ],
  projections: [],
  timers: [ApplicationDeadlines],
  chores: [SweepDocuments],
  permissions: [supplierPermissions, applicationPermissions],
  providers: [ApplicationDocuments, ApplicationViews],
};
