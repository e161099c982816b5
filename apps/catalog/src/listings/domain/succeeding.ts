import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ListingEvent } from './listing.events.js';
import { factsAfter, isListed } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

export interface Succession {
  /** Absent where there is none, or it is not public. */
  readonly successor: ListingState | undefined;
  readonly reason: string;
  /** Institutions whose contracts on this listing run, by their codes. */
  readonly users: readonly string[];
}

/**
 * NIA names the listing that replaces this one (대체 서비스), before its end or after it. Naming another one puts it right.
 * Each successor was selected later, so no chain of them comes back to its first listing.
 * @throws Refusal 409 LISTING_NOT_PUBLISHED; 422 SUCCESSOR_INVALID, NOTHING_CHANGED
 */
export function nameSuccessor(
  state: ListingState,
  { successor, reason, users }: Succession,
  { today }: Moment,
): readonly ListingEvent[] {
  const { facts, publishedOn } = state;
  ensure(publishedOn !== undefined, () =>
    wrongState('LISTING_NOT_PUBLISHED', `Listing ${facts.listingNo} is ${facts.status}: nobody uses it yet.`),
  );
  if (successor === undefined || !isListed(successor))
    throw unfit('it is not listed now: name a listing that is ACTIVE or SUSPENDED');
  const { listingId, listingNo, supplier } = successor.facts;
  ensure(isLater(successor.facts, facts), () =>
    unfit(`listing ${listingNo} was not selected later than ${facts.listingNo}`),
  );
  ensure(supplier.businessNumber === facts.supplier.businessNumber, () =>
    unfit(`listing ${listingNo} is of ${supplier.name}, and ${facts.listingNo} is of ${facts.supplier.name}`),
  );
  ensure(facts.successor?.listingId !== listingId, () =>
    invalid('NOTHING_CHANGED', 'What was sent is listed already.'),
  );
  const named = { listingId, listingNo };
  return [
    {
      type: 'ListingChanged',
      data: factsAfter(state, { successor: named }, today),
      details: { successor: named, users },
      reason,
    },
  ];
}

/** Numbers of one day tell which came first. */
const isLater = (a: ListingFacts, b: ListingFacts): boolean =>
  a.selectedOn === b.selectedOn ? a.listingNo > b.listingNo : a.selectedOn > b.selectedOn;

const unfit = (detail: string) =>
  invalid('SUCCESSOR_INVALID', `This listing cannot follow: ${detail}.`, [
    { pointer: '/successorId', code: 'SUCCESSOR_INVALID', detail },
  ]);
