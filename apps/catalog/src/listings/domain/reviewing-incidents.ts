import type { IncidentReported } from '#common/events/definitions/incident-reported.js';
import type { Moment } from '#common/kernel/clock.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ListingEvent } from './listing.events.js';
import { isListed, SUSPENSION_REVIEW } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

/**
 * A supplier reported an incident of its service: NIA looks whether the listing is to be suspended. Also while
 * it is suspended: the next incident may be a reason not to resume. A listing that has ended is offered to nobody.
 */
export function openSuspensionReview(
  listing: ListingState,
  { contractId, incidentNo, class: incidentClass, startedAt, endedAt, reportedAt }: IncidentReported,
  moment: Moment,
): readonly ListingEvent[] {
  const isKnown = (listing.incidents ?? []).some(
    (one) => one.contractId === contractId && one.incidentNo === incidentNo,
  );
  if (!isListed(listing) || isKnown) return [];
  const incident = {
    contractId,
    incidentNo,
    class: incidentClass,
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
    reportedAt,
  };
  const deadline = dueInBusinessDays(moment, {
    key: SUSPENSION_REVIEW,
    days: moment.policy['catalog.suspensionReviewBusinessDays'],
    rule: 'A-15',
  });
  return [{ type: 'SuspensionReviewOpened', data: { incident, deadline } }];
}

/** NIA has looked and suspends nothing: of all incidents that are open, with the reason. */
export function closeSuspensionReview(
  listing: ListingState,
  { reason }: { readonly reason: string },
): readonly ListingEvent[] {
  const { incidents = [], facts } = listing;
  ensure(incidents.length > 0, () =>
    wrongState('NO_SUSPENSION_REVIEW', `No incident of listing ${facts.listingNo} waits for a review.`),
  );
  return [{ type: 'SuspensionReviewClosed', data: { incidents: incidents.length }, reason }];
}
