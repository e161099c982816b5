import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { ApplicationCheckStarted } from '#common/events/definitions/application-check-started.js';
import { ApplicationDecided } from '#common/events/definitions/application-decided.js';
import { ApplicationReturned } from '#common/events/definitions/application-returned.js';
import { ApplicationSubmitted } from '#common/events/definitions/application-submitted.js';
import { ApplicationSupplemented } from '#common/events/definitions/application-supplemented.js';
import { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import { CheckExtended } from '#common/events/definitions/check-extended.js';
import { CheckExtensionAsked } from '#common/events/definitions/check-extension-asked.js';
import { ProgressNoticed } from '#common/events/definitions/progress-noticed.js';
import { DeferralAnswered } from '#common/events/definitions/deferral-answered.js';
import { ObjectionExtended } from '#common/events/definitions/objection-extended.js';
import { ObjectionFiled } from '#common/events/definitions/objection-filed.js';
import { ObjectionResolved } from '#common/events/definitions/objection-resolved.js';
import { SupplementExtended } from '#common/events/definitions/supplement-extended.js';
import { SupplementRedemanded } from '#common/events/definitions/supplement-redemanded.js';
import { SupplementRequested } from '#common/events/definitions/supplement-requested.js';
import { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import type { ApplicationEvent } from './domain/application.events.js';
import { applicationNotices } from './application.notices.js';
import { versionFor } from './application.permissions.js';
import { applicationWork } from './application.work.js';
import { applicationMachine, evolve } from './domain/application.evolve.js';
import { applicationDueAt, draftKey, isLive, serviceKey } from './domain/application.rules.js';
import type { ApplicationState } from './domain/application.state.js';
import { eraseDocuments } from './domain/erasing.js';

/** Never leaves the service: the use case takes another number. */
export const DRAFT_NO_TAKEN = 'DRAFT_NO_TAKEN';

export const applicationType: AggregateType<ApplicationState, ApplicationEvent> = {
  name: 'application',
  collection: 'applications',
  evolve,
  foldVersion: 4,
  machines: [applicationMachine],
  publishes: [
    ApplicationSubmitted,
    ApplicationCheckStarted,
    SupplementRequested,
    ApplicationSupplemented,
    SupplementExtended,
    SupplementRedemanded,
    ApplicationAccepted,
    ApplicationReturned,
    WithdrawalRequested,
    ApplicationWithdrawn,
    ApplicationDecided,
    CheckExtended,
    CheckExtensionAsked,
    ProgressNoticed,
    DeferralAnswered,
    ObjectionFiled,
    ObjectionExtended,
    ObjectionResolved,
  ],
  personal: {
    ApplicationDrafted: ['data.form.contact'],
    ApplicationRevised: ['data.form.contact'],
    DocumentAttached: ['data.document.name'],
    ApplicationCheckStarted: ['details.officer.name', 'details.officer.phone', 'details.officer.email'],
    OfficerChanged: ['details.officer.name', 'details.officer.phone', 'details.officer.email', 'reason'],
    OfficerTieDeclared: ['reason'],
    ApplicationSupplemented: ['details.answers', 'details.form.contact'],
    WithdrawalRequested: ['reason'],
    ApplicationWithdrawn: ['reason'],
    DraftAbandoned: ['reason'],
    ResultReceived: ['data.result'],
    DeferralAnswered: ['details.answers'],
    ObjectionFiled: ['details.statement'],
  },
  claims: (application) => [
    ...(isLive(application)
      ? [
          {
            key: serviceKey(application),
            code: 'APPLICATION_DUPLICATE',
            detail: `${application.service.name} has another live application or listing.`,
          },
        ]
      : []),
    ...(application.status === 'DRAFT'
      ? [{ key: draftKey(application), code: DRAFT_NO_TAKEN, detail: 'Another draft was begun at the same time.' }]
      : []),
  ],
  documents: {
    fileIdPath: 'state.files.fileId',
    kept: ({ files }) =>
      files.map(({ documentType: name, fileId, sha256, bytes }) => ({ name, fileId, sha256, bytes })),
    erase: (application, { names, reason }) =>
      eraseDocuments(application, { ground: 'REQUEST', reason, ...(names && { documentTypes: names }) }),
  },
  dueAt: applicationDueAt,
  path: (_, id) => `/v1/applications/${id}`,
  work: applicationWork,
  notices: applicationNotices,
  versionFor,
  standing: ({ status, officer }) =>
    officer === undefined ? status : `${status}, with ${officer.name ?? officer.unit}`,
  indexed: [
    'state.status',
    'state.supplier.businessNumber',
    'state.officer.sub',
    'state.readers',
    'state.submittedOn',
    // For the removal of files that no application stands on.
    'state.files.fileId',
  ],
};
