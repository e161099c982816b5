import { wrongState } from '#common/kernel/errors.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ApplicationEvent } from './application.events.js';
import { papersKeptUntil } from './application.rules.js';
import type { ApplicationState } from './application.state.js';

/** Withdrawal (취하): at once until review begins; under review it is a request that review decides. */
export function withdrawApplication(
  application: ApplicationState,
  { reason }: { readonly reason: string },
  moment: Moment,
): readonly ApplicationEvent[] {
  const { at } = moment;
  const { id: applicationId } = application;
  switch (application.status) {
    case 'DRAFT':
      return [{ type: 'DraftAbandoned', data: { by: 'SUPPLIER' }, reason }];
    case 'SUBMITTED':
    case 'CHECKING':
    case 'SUPPLEMENT_REQUESTED':
    case 'ACCEPTED':
      return [{ ...withdrawn(application, moment), reason }];
    case 'UNDER_REVIEW':
    case 'DEFERRED':
      if (application.withdrawal === 'REQUESTED')
        throw wrongState('WITHDRAWAL_REQUESTED', 'The withdrawal was asked for already.');
      return [{ type: 'WithdrawalRequested', data: { applicationId, requestedAt: at.toISOString() }, reason }];
    default:
      throw wrongState(
        'APPLICATION_DECIDED',
        `The application is ${application.status} and can no longer be withdrawn.`,
      );
  }
}

export const withdrawalGranted = (application: ApplicationState, moment: Moment): readonly ApplicationEvent[] =>
  application.status === 'UNDER_REVIEW' || application.status === 'DEFERRED' ? [withdrawn(application, moment)] : [];

export const withdrawalRefused = (application: ApplicationState, { at }: Moment): readonly ApplicationEvent[] =>
  application.withdrawal === 'REQUESTED' ? [{ type: 'WithdrawalRefused', data: { refusedAt: at.toISOString() } }] : [];

const withdrawn = ({ id, acceptedOn }: ApplicationState, moment: Moment) =>
  ({
    type: 'ApplicationWithdrawn',
    data: { applicationId: id, withdrawnAt: moment.at.toISOString(), wasAccepted: acceptedOn !== undefined },
    details: { papersKeptUntil: papersKeptUntil(moment) },
  }) as const;
