import { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import { AgreementEnded } from '#common/events/definitions/agreement-ended.js';
import { AgreementSuspended } from '#common/events/definitions/agreement-suspended.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { kept, type ServiceMap } from '#common/service/service-map.js';
import { AgreementListings } from './agreements/agreement-listing.js';
import { AgreementTimer } from './agreements/agreement.timer.js';
import { agreementType } from './agreements/agreement.type.js';
import { AgreementViews } from './agreements/agreement.views.js';
import { Agreements } from './agreements/agreements.repository.js';
import { catalogPermissions } from './catalog.permissions.js';
import { ComparedListings } from './comparisons/compared-listings.js';
import { comparisonType } from './comparisons/comparison.type.js';
import { Comparisons } from './comparisons/comparisons.repository.js';
import { OnAgreementConcluded } from './consumers/on-agreement-concluded.js';
import { OnAgreementEnded } from './consumers/on-agreement-ended.js';
import { OnAgreementSuspended } from './consumers/on-agreement-suspended.js';
import { OnServiceSelected } from './consumers/on-service-selected.js';
import { ListingTimer } from './listings/listing.timer.js';
import { listingType } from './listings/listing.type.js';
import { ListingViews } from './listings/listing.views.js';
import { Listings } from './listings/listings.repository.js';
import { ContractCounts } from './projections/contract-counts.mongo.js';
import { listingContracts } from './projections/listing-contracts.projection.js';
import { listingSearch } from './projections/listing-search.projection.js';
import { ListingSearchReader } from './projections/listing-search.mongo.js';
import { ApplyAgreement } from './agreements/apply-agreement/apply-agreement.usecase.js';
import { ApplyAgreementHttp } from './agreements/apply-agreement/apply-agreement.http.js';
import { ApproveChange } from './listings/approve-change/approve-change.usecase.js';
import { ApproveChangeHttp } from './listings/approve-change/approve-change.http.js';
import { CompareListingsHttp } from './comparisons/compare-listings/compare-listings.http.js';
import { CompleteListing } from './listings/complete-listing/complete-listing.usecase.js';
import { CompleteListingHttp } from './listings/complete-listing/complete-listing.http.js';
import { ConcludeAgreement } from './agreements/conclude-agreement/conclude-agreement.usecase.js';
import { ConcludeAgreementHttp } from './agreements/conclude-agreement/conclude-agreement.http.js';
import { EndAgreement } from './agreements/end-agreement/end-agreement.usecase.js';
import { EndAgreementHttp } from './agreements/end-agreement/end-agreement.http.js';
import { GetAgreementHistoryHttp } from './agreements/get-agreement-history/get-agreement-history.http.js';
import { GetAgreementHttp } from './agreements/get-agreement/get-agreement.http.js';
import { GetComparisonHttp } from './comparisons/get-comparison/get-comparison.http.js';
import { GetListingContactHttp } from './listings/get-listing-contact/get-listing-contact.http.js';
import { GetListingHistoryHttp } from './listings/get-listing-history/get-listing-history.http.js';
import { GetListingHttp } from './listings/get-listing/get-listing.http.js';
import { GetListingVersion } from './listings/get-listing-version/get-listing-version.usecase.js';
import { GetListingVersionHttp } from './listings/get-listing-version/get-listing-version.http.js';
import { ListAgreements } from './agreements/list-agreements/list-agreements.usecase.js';
import { ListAgreementsHttp } from './agreements/list-agreements/list-agreements.http.js';
import { ListListingFiles } from './listings/list-listing-files/list-listing-files.usecase.js';
import { ListListingFilesHttp } from './listings/list-listing-files/list-listing-files.http.js';
import { PublishListing } from './listings/publish-listing/publish-listing.usecase.js';
import { PublishListingHttp } from './listings/publish-listing/publish-listing.http.js';
import { RejectChange } from './listings/reject-change/reject-change.usecase.js';
import { RejectChangeHttp } from './listings/reject-change/reject-change.http.js';
import { RenewListing } from './listings/renew-listing/renew-listing.usecase.js';
import { RenewListingHttp } from './listings/renew-listing/renew-listing.http.js';
import { RequestChange } from './listings/request-change/request-change.usecase.js';
import { RequestChangeHttp } from './listings/request-change/request-change.http.js';
import { RequestRenewal } from './listings/request-renewal/request-renewal.usecase.js';
import { RequestRenewalHttp } from './listings/request-renewal/request-renewal.http.js';
import { ResumeListing } from './listings/resume-listing/resume-listing.usecase.js';
import { ResumeListingHttp } from './listings/resume-listing/resume-listing.http.js';
import { ReturnListing } from './listings/return-listing/return-listing.usecase.js';
import { ReturnListingHttp } from './listings/return-listing/return-listing.http.js';
import { SaveComparison } from './comparisons/save-comparison/save-comparison.usecase.js';
import { SaveComparisonHttp } from './comparisons/save-comparison/save-comparison.http.js';
import { SearchListings } from './listings/search-listings/search-listings.usecase.js';
import { SearchListingsHttp } from './listings/search-listings/search-listings.http.js';
import { StartAgreementReview } from './agreements/start-agreement-review/start-agreement-review.usecase.js';
import { StartAgreementReviewHttp } from './agreements/start-agreement-review/start-agreement-review.http.js';
import { SubmitListing } from './listings/submit-listing/submit-listing.usecase.js';
import { SubmitListingHttp } from './listings/submit-listing/submit-listing.http.js';
import { SuspendAgreement } from './agreements/suspend-agreement/suspend-agreement.usecase.js';
import { SuspendAgreementHttp } from './agreements/suspend-agreement/suspend-agreement.http.js';
import { SuspendListing } from './listings/suspend-listing/suspend-listing.usecase.js';
import { SuspendListingHttp } from './listings/suspend-listing/suspend-listing.http.js';

/** Catalog (이용지원시스템 등록·공개): selected services are listed, found, changed; the procurement service concludes agreements. */
export const catalog: ServiceMap = {
  service: 'catalog',
  title: 'Catalog (이용지원시스템)',
  description: 'Registers, publishes and finds selected digital services, and keeps their catalog agreements.',
  defaultPort: 3003,
  aggregates: [kept(listingType, Listings), kept(agreementType, Agreements), kept(comparisonType, Comparisons)],
  operations: {
    completeListing: [CompleteListingHttp, CompleteListing],
    submitListing: [SubmitListingHttp, SubmitListing],
    publishListing: [PublishListingHttp, PublishListing],
    returnListing: [ReturnListingHttp, ReturnListing],
    suspendListing: [SuspendListingHttp, SuspendListing],
    resumeListing: [ResumeListingHttp, ResumeListing],
    requestChange: [RequestChangeHttp, RequestChange],
    approveChange: [ApproveChangeHttp, ApproveChange],
    rejectChange: [RejectChangeHttp, RejectChange],
    requestRenewal: [RequestRenewalHttp, RequestRenewal],
    renewListing: [RenewListingHttp, RenewListing],
    searchListings: [SearchListingsHttp, SearchListings],
    listListingFiles: [ListListingFilesHttp, ListListingFiles],
    getListing: [GetListingHttp],
    getListingVersion: [GetListingVersionHttp, GetListingVersion],
    getListingContact: [GetListingContactHttp],
    getListingHistory: [GetListingHistoryHttp],
    compareListings: [CompareListingsHttp],
    saveComparison: [SaveComparisonHttp, SaveComparison],
    getComparison: [GetComparisonHttp],
    applyAgreement: [ApplyAgreementHttp, ApplyAgreement],
    startAgreementReview: [StartAgreementReviewHttp, StartAgreementReview],
    concludeAgreement: [ConcludeAgreementHttp, ConcludeAgreement],
    suspendAgreement: [SuspendAgreementHttp, SuspendAgreement],
    endAgreement: [EndAgreementHttp, EndAgreement],
    getAgreement: [GetAgreementHttp],
    listAgreements: [ListAgreementsHttp, ListAgreements],
    getAgreementHistory: [GetAgreementHistoryHttp],
  },
  consumers: [
    [ServiceSelected, OnServiceSelected],
    [AgreementConcluded, OnAgreementConcluded],
    [AgreementSuspended, OnAgreementSuspended],
    [AgreementEnded, OnAgreementEnded],
  ],
  projections: [listingSearch, listingContracts],
  timers: [ListingTimer, AgreementTimer],
  permissions: catalogPermissions,
  providers: [ListingViews, AgreementViews, AgreementListings, ComparedListings, ContractCounts, ListingSearchReader],
};
