import { serviceMap } from '#common/service/service-map.js';
import { applications } from './applications/application.map.js';
import { OnCaseAccessGranted } from './consumers/on-case-access-granted.js';
import { OnCaseAccessRevoked } from './consumers/on-case-access-revoked.js';
import { OnCertificateExpiring } from './consumers/on-certificate-expiring.js';
import { OnListingCancelled } from './consumers/on-listing-cancelled.js';
import { OnListingDelisted } from './consumers/on-listing-delisted.js';
import { OnListingExpired } from './consumers/on-listing-expired.js';
import { OnObjectionDismissed } from './consumers/on-objection-dismissed.js';
import { OnObjectionUpheld } from './consumers/on-objection-upheld.js';
import { OnReviewCaseOpened } from './consumers/on-review-case-opened.js';
import { OnReviewDeferred } from './consumers/on-review-deferred.js';
import { OnReviewResultNotified } from './consumers/on-review-result-notified.js';
import { OnReviewResumed } from './consumers/on-review-resumed.js';
import { OnHearingNoticed } from './consumers/on-hearing-noticed.js';
import { OnSelectionKept } from './consumers/on-selection-kept.js';
import { OnRevoteCalled } from './consumers/on-revote-called.js';
import { OnRevoteConfirmed } from './consumers/on-revote-confirmed.js';
import { OnSelectionCancelled } from './consumers/on-selection-cancelled.js';
import { OnServiceNotSelected } from './consumers/on-service-not-selected.js';
import { OnServiceSelected } from './consumers/on-service-selected.js';
import { OnWithdrawalGranted } from './consumers/on-withdrawal-granted.js';
import { OnWithdrawalRefused } from './consumers/on-withdrawal-refused.js';
import { inquiries } from './inquiries/inquiry.map.js';
import { questionSets } from './question-sets/question-set.map.js';
import { vaultDocuments } from './vault/vault-document.map.js';
import { suppliers } from './suppliers/supplier.map.js';

/** Intake (심사 신청): suppliers apply, NIA checks, the applicant learns what review decided. */
export const intake = serviceMap({
  service: 'intake',
  title: 'Intake',
  description: 'Suppliers apply for the selection of a digital service; NIA checks the papers (심사 신청).',
  defaultPort: 3001,
  parts: [suppliers, applications, questionSets, vaultDocuments, inquiries],
  consumers: [
    OnCaseAccessGranted,
    OnCaseAccessRevoked,
    OnCertificateExpiring,
    OnListingExpired,
    OnListingDelisted,
    OnListingCancelled,
    OnObjectionDismissed,
    OnObjectionUpheld,
    OnReviewCaseOpened,
    OnReviewDeferred,
    OnReviewResultNotified,
    OnReviewResumed,
    OnSelectionCancelled,
    OnHearingNoticed,
    OnSelectionKept,
    OnRevoteCalled,
    OnRevoteConfirmed,
    OnServiceNotSelected,
    OnServiceSelected,
    OnWithdrawalGranted,
    OnWithdrawalRefused,
  ],
});
