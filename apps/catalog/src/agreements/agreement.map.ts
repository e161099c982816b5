import { aggregateMap } from '#common/service/service-map.js';
import { AgreementListings } from './agreement-listings.js';
import { agreementPermissions } from './agreement.permissions.js';
import { AgreementTimer } from './agreement.timer.js';
import { agreementType } from './agreement.type.js';
import { AgreementViews } from './agreement.views.js';
import { Agreements } from './agreements.repository.js';
import { ApplyAgreementHttp } from './apply-agreement/apply-agreement.http.js';
import { ApplyAgreement } from './apply-agreement/apply-agreement.usecase.js';
import { ConcludeAgreementHttp } from './conclude-agreement/conclude-agreement.http.js';
import { ConcludeAgreement } from './conclude-agreement/conclude-agreement.usecase.js';
import { EndAgreementHttp } from './end-agreement/end-agreement.http.js';
import { GetAgreementHistoryHttp } from './get-agreement-history/get-agreement-history.http.js';
import { GetAgreementHttp } from './get-agreement/get-agreement.http.js';
import { ListAgreementsHttp } from './list-agreements/list-agreements.http.js';
import { StartAgreementReviewHttp } from './start-agreement-review/start-agreement-review.http.js';
import { SuspendAgreementHttp } from './suspend-agreement/suspend-agreement.http.js';
import { WithdrawAgreementHttp } from './withdraw-agreement/withdraw-agreement.http.js';

/** Catalog agreements with the procurement service (카탈로그 계약). */
export const agreements = aggregateMap({
  type: agreementType,
  repository: Agreements,
  operations: {
    applyAgreement: [ApplyAgreementHttp, ApplyAgreement],
    startAgreementReview: [StartAgreementReviewHttp],
    concludeAgreement: [ConcludeAgreementHttp, ConcludeAgreement],
    suspendAgreement: [SuspendAgreementHttp],
    endAgreement: [EndAgreementHttp],
    withdrawAgreement: [WithdrawAgreementHttp],
    getAgreement: [GetAgreementHttp],
    listAgreements: [ListAgreementsHttp],
    getAgreementHistory: [GetAgreementHistoryHttp],
  },
  permissions: agreementPermissions,
  timers: [AgreementTimer],
  providers: [AgreementViews, AgreementListings],
});
