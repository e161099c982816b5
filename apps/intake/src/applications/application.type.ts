import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { ApplicationCheckStarted } from '#common/events/definitions/application-check-started.js';
import { ApplicationDecided } from '#common/events/definitions/application-decided.js';
import { ApplicationReturned } from '#common/events/definitions/application-returned.js';
import { ApplicationSubmitted } from '#common/events/definitions/application-submitted.js';
import { ApplicationSupplemented } from '#common/events/definitions/application-supplemented.js';
import { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import { SupplementExtended } from '#common/events/definitions/supplement-extended.js';
import { SupplementRedemanded } from '#common/events/definitions/supplement-redemanded.js';
import { SupplementRequested } from '#common/events/definitions/supplement-requested.js';
import { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import type { ApplicationEvent } from './domain/application.events.js';
import { applicationMachine, evolve } from './domain/application.evolve.js';
import { applicationDueAt, isLive, serviceKey } from './domain/application.rules.js';
import type { ApplicationState } from './domain/application.state.js';

export const applicationType: AggregateType<ApplicationState, ApplicationEvent> = {
  name: 'application',
  collection: 'applications',
  evolve,
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
  ],
  personal: {
    ApplicationDrafted: ['data.form.contact'],
    ApplicationRevised: ['data.form.contact'],
    ApplicationCheckStarted: ['details.officer.phone', 'details.officer.email'],
  },
  claims: (application) =>
    isLive(application)
      ? [
          {
            key: serviceKey(application),
            code: 'APPLICATION_DUPLICATE',
            detail: `${application.service.name} has another live application or listing.`,
          },
        ]
      : [],
  dueAt: applicationDueAt,
  indexed: [
    'state.status',
    'state.supplier.businessNumber',
    'state.officer.sub',
    'state.submittedOn',
    // For the sweep of documents that nothing refers to.
    'history.data.document.fileId',
  ],
};
