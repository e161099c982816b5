import { serviceMap } from '#common/service/service-map.js';
import { cases } from './cases/case.map.js';
import { committee } from './committee/committee.map.js';
import { OnAgendaExaminationChanged } from './consumers/on-agenda-examination-changed.js';
import { OnAgendaItemAdded } from './consumers/on-agenda-item-added.js';
import { OnAgendaItemReleased } from './consumers/on-agenda-item-released.js';
import { OnAgendaRemovalRefused } from './consumers/on-agenda-removal-refused.js';
import { OnAgendaRemovalRequested } from './consumers/on-agenda-removal-requested.js';
import { OnApplicationAccepted } from './consumers/on-application-accepted.js';
import { OnApplicationWithdrawn } from './consumers/on-application-withdrawn.js';
import { OnListingDelisted } from './consumers/on-listing-delisted.js';
import { OnListingExpired } from './consumers/on-listing-expired.js';
import { OnListingResumed } from './consumers/on-listing-resumed.js';
import { OnListingSuspended } from './consumers/on-listing-suspended.js';
import { OnMemberAppointed } from './consumers/on-member-appointed.js';
import { OnMemberDismissed } from './consumers/on-member-dismissed.js';
import { OnObjectionExtended } from './consumers/on-objection-extended.js';
import { OnObjectionFiled } from './consumers/on-objection-filed.js';
import { OnRecusalsSettled } from './consumers/on-recusals-settled.js';
import { OnRevoteNeeded } from './consumers/on-revote-needed.js';
import { OnSessionPublished } from './consumers/on-session-published.js';
import { OnDeferralAnswered } from './consumers/on-deferral-answered.js';
import { OnWithdrawalRequested } from './consumers/on-withdrawal-requested.js';
import { debarments } from './read-models/debarments/debarments.map.js';
import { sessions } from './sessions/session.map.js';

/** Review (심사): experts examine, the committee decides, the ministry selects and publishes. */
export const review = serviceMap({
  service: 'review',
  title: 'Review',
  description:
    'Experts examine accepted applications, the committee deliberates and votes, the ministry publishes (심사위원회).',
  defaultPort: 3002,
  parts: [committee, cases, sessions, debarments],
  consumers: [
    OnApplicationAccepted,
    OnApplicationWithdrawn,
    OnWithdrawalRequested,
    OnAgendaExaminationChanged,
    OnAgendaItemAdded,
    OnAgendaItemReleased,
    OnAgendaRemovalRequested,
    OnAgendaRemovalRefused,
    OnMemberAppointed,
    OnObjectionFiled,
    OnObjectionExtended,
    OnMemberDismissed,
    OnRecusalsSettled,
    OnRevoteNeeded,
    OnSessionPublished,
    OnDeferralAnswered,
    OnListingSuspended,
    OnListingResumed,
    OnListingExpired,
    OnListingDelisted,
  ],
});
