import { aggregateMap } from '#common/service/service-map.js';
import { ApproveChangeHttp } from './approve-change/approve-change.http.js';
import { CloseSuspensionReviewHttp } from './close-suspension-review/close-suspension-review.http.js';
import { CompleteListingHttp } from './complete-listing/complete-listing.http.js';
import { CorrectNisResultHttp } from './correct-nis-result/correct-nis-result.http.js';
import { DeclareListingTieHttp } from './declare-listing-tie/declare-listing-tie.http.js';
import { DelistListingHttp } from './delist-listing/delist-listing.http.js';
import { EstimateCostHttp } from './estimate-cost/estimate-cost.http.js';
import { GetListingContactHttp } from './get-listing-contact/get-listing-contact.http.js';
import { GetListingHistoryHttp } from './get-listing-history/get-listing-history.http.js';
import { GetListingVersionHttp } from './get-listing-version/get-listing-version.http.js';
import { GetListingViewsHttp } from './get-listing-views/get-listing-views.http.js';
import { GetListingHttp } from './get-listing/get-listing.http.js';
import { HandOverListingHttp } from './hand-over-listing/hand-over-listing.http.js';
import { ListListingFilesHttp } from './list-listing-files/list-listing-files.http.js';
import { ListListingVersionsHttp } from './list-listing-versions/list-listing-versions.http.js';
import { listingPermissions } from './listing.permissions.js';
import { ListingTimer } from './listing.timer.js';
import { listingType } from './listing.type.js';
import { ListingUsers } from './listing-users.js';
import { ListingViews } from './listing.views.js';
import { Listings } from './listings.repository.js';
import { NameSuccessorHttp } from './name-successor/name-successor.http.js';
import { PublishListingHttp } from './publish-listing/publish-listing.http.js';
import { RecordNisResultHttp } from './record-nis-result/record-nis-result.http.js';
import { RefuseRenewalHttp } from './refuse-renewal/refuse-renewal.http.js';
import { RejectChangeHttp } from './reject-change/reject-change.http.js';
import { RenewListingHttp } from './renew-listing/renew-listing.http.js';
import { RequestChangeHttp } from './request-change/request-change.http.js';
import { RequestDelistingHttp } from './request-delisting/request-delisting.http.js';
import { RequestRenewalHttp } from './request-renewal/request-renewal.http.js';
import { ResumeListingHttp } from './resume-listing/resume-listing.http.js';
import { ReturnListingHttp } from './return-listing/return-listing.http.js';
import { StartListingCheckHttp } from './start-listing-check/start-listing-check.http.js';
import { SubmitListingHttp } from './submit-listing/submit-listing.http.js';
import { SuspendListingHttp } from './suspend-listing/suspend-listing.http.js';
import { TakeOverListingHttp } from './take-over-listing/take-over-listing.http.js';
import { UndebarredListings } from './undebarred-listings.js';
import { WithdrawChangeHttp } from './withdraw-change/withdraw-change.http.js';

/** Listings of the selected services (이용지원시스템 등록). */
export const listings = aggregateMap({
  type: listingType,
  repository: Listings,
  operations: {
    completeListing: [CompleteListingHttp],
    submitListing: [SubmitListingHttp],
    startListingCheck: [StartListingCheckHttp],
    takeOverListing: [TakeOverListingHttp],
    handOverListing: [HandOverListingHttp],
    declareListingTie: [DeclareListingTieHttp],
    publishListing: [PublishListingHttp],
    returnListing: [ReturnListingHttp],
    suspendListing: [SuspendListingHttp],
    closeSuspensionReview: [CloseSuspensionReviewHttp],
    resumeListing: [ResumeListingHttp],
    requestChange: [RequestChangeHttp],
    approveChange: [ApproveChangeHttp],
    rejectChange: [RejectChangeHttp],
    withdrawChange: [WithdrawChangeHttp],
    recordNisResult: [RecordNisResultHttp],
    correctNisResult: [CorrectNisResultHttp],
    nameSuccessor: [NameSuccessorHttp],
    requestRenewal: [RequestRenewalHttp],
    renewListing: [RenewListingHttp],
    refuseRenewal: [RefuseRenewalHttp],
    requestDelisting: [RequestDelistingHttp],
    delistListing: [DelistListingHttp],
    listListingFiles: [ListListingFilesHttp],
    getListing: [GetListingHttp],
    getListingVersion: [GetListingVersionHttp],
    listListingVersions: [ListListingVersionsHttp],
    estimateCost: [EstimateCostHttp],
    getListingViews: [GetListingViewsHttp],
    getListingContact: [GetListingContactHttp],
    getListingHistory: [GetListingHistoryHttp],
  },
  permissions: listingPermissions,
  timers: [ListingTimer],
  providers: [ListingViews, ListingUsers, UndebarredListings],
});
