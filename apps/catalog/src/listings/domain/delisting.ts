import type { Moment } from '#common/kernel/clock.js';
import { addDays, isDay, type Day } from '#common/kernel/day.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ListingEvent } from './listing.events.js';
import { DELISTING, factsAfter, isListed } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

export interface Delisting {
  /** The service is listed on this day, and no longer on the next. */
  readonly lastDay: Day;
  readonly reason: string;
  /** Institutions whose contracts on the listing run, by their codes. */
  readonly users: readonly string[];
}

/** 등록 종료 신청: the supplier ends its service. A second request takes the place of an open one. */
export function requestDelisting(listing: ListingState, delisting: Delisting, moment: Moment): readonly ListingEvent[] {
  ensureListed(listing);
  ensureNotice(delisting, moment);
  const days = moment.policy['catalog.delistingBusinessDays'];
  const deadline = dueInBusinessDays(moment, { key: DELISTING, days, rule: '§11.3' });
  const { lastDay, reason } = delisting;
  return [{ type: 'ListingDelistingRequested', data: { requestedOn: moment.today, lastDay, deadline }, reason }];
}

/**
 * NIA or the ministry announces the end, at the supplier's request or without it, and the users are told. Announced
 * again with another day, that day counts.
 */
export function delistListing(listing: ListingState, delisting: Delisting, moment: Moment): readonly ListingEvent[] {
  ensureListed(listing);
  ensureNotice(delisting, moment);
  const { lastDay, reason, users } = delisting;
  return [
    { type: 'ListingDelistingAnnounced', data: { announcedOn: moment.today, lastDay }, details: { users }, reason },
  ];
}

/** The day that was announced is over. */
export const endDelisted = (listing: ListingState, lastDay: Day, { today }: Moment): readonly ListingEvent[] => [
  {
    type: 'ListingDelisted',
    data: { ...factsAfter(listing, { status: 'DELISTED' }, today), delistedOn: addDays(lastDay, 1) },
  },
];

function ensureListed(listing: ListingState): void {
  ensure(isListed(listing), () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${listing.facts.listingNo} is ${listing.facts.status}: only a published listing is taken off.`,
    ),
  );
}

/** Decree Art. 19(2): who uses a service learns thirty days ahead that it ends. Without users any day will do. */
function ensureNotice({ lastDay, users }: Delisting, { today, policy }: Moment): void {
  const earliest = users.length === 0 ? today : addDays(today, policy['catalog.delistingNoticeDays']);
  ensure(isDay(lastDay) && lastDay >= earliest, () =>
    invalid(
      'DELISTING_TOO_EARLY',
      `${users.length} institutions use the service: it may be listed for the last time on ${earliest} or later.`,
      [{ pointer: '/lastDay', code: 'DELISTING_TOO_EARLY', detail: `${earliest} or later` }],
    ),
  );
}
