import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ListingEvent } from './listing.events.js';
import { ensureCertified, factsAfter } from './listing.rules.js';
import type { ListingState, SuspensionCause } from './listing.state.js';

export interface SuspensionOrder {
  readonly cause: SuspensionCause;
  readonly reason: string;
}

/** 정지: visible with a banner, no new contracts; running contracts go on. */
export function suspendListing(state: ListingState, order: SuspensionOrder, moment: Moment): readonly ListingEvent[] {
  ensure(state.facts.status === 'ACTIVE', () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${state.facts.listingNo} is ${state.facts.status}: only an active listing is suspended.`,
    ),
  );
  const facts = factsAfter(state, { status: 'SUSPENDED' }, moment.today);
  return [
    { type: 'ListingSuspended', data: { ...facts, cause: order.cause, since: moment.today }, reason: order.reason },
  ];
}

/** The cause is removed; `reason` says by what proof. A certificate that ended must have been replaced. */
export function resumeListing(
  state: ListingState,
  input: { readonly reason: string },
  moment: Moment,
): readonly ListingEvent[] {
  ensure(state.facts.status === 'SUSPENDED', () =>
    wrongState(
      'LISTING_NOT_SUSPENDED',
      `Listing ${state.facts.listingNo} is ${state.facts.status}: there is no suspension to end.`,
    ),
  );
  ensureCertified(state, moment);
  ensure(state.coveredUntil === undefined || state.coveredUntil >= moment.today, () =>
    wrongState(
      'CERTIFICATE_ENDED',
      `A necessary certificate of listing ${state.facts.listingNo} ended on ${state.coveredUntil}: replace it by a change first.`,
    ),
  );
  return [
    { type: 'ListingResumed', data: factsAfter(state, { status: 'ACTIVE' }, moment.today), reason: input.reason },
  ];
}
