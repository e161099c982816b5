import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Certificate, PriceLine } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { certifiedOf } from './certificates.rules.js';
import type { ListingEvent, ValidityPlan } from './listing.events.js';
import { factsAfter } from './listing.rules.js';
import type { ListingState } from './listing.state.js';
import { validityPlan } from './validity.rules.js';

/** What a listing said from a day on; what is left out stayed as it was. */
export interface EarlierVersion {
  readonly from: Day;
  /** A new end of validity: the listing was renewed. */
  readonly validTo?: Day;
  readonly prices?: readonly PriceLine[];
  readonly certificates?: readonly Certificate[];
}

/** What a source says of a listing (§6); what was selected is known. */
export interface EarlierListing {
  readonly number: string;
  readonly publishedOn: Day;
  readonly validTo: Day;
  readonly versions: readonly EarlierVersion[];
}

/** Why a listing that is taken over has another version: its source says no more. */
const REASON = '이전 기록 이관';

/**
 * Takes over a listing as it was published and renewed, under the number of its source. One whose validity has ended is
 * expired at once: no clock has to find that out, and nobody is told of it.
 * @throws Refusal 409 LISTING_NOT_PREPARING, 422 PUBLISHED_BEFORE_SELECTION
 */
export function migrateListing(
  state: ListingState,
  { number, publishedOn, validTo, versions }: EarlierListing,
  moment: Moment,
): readonly ListingEvent[] {
  const { status, selectedOn, listingNo } = state.facts;
  ensure(status === 'PREPARING', () =>
    wrongState(
      'LISTING_NOT_PREPARING',
      `Listing ${listingNo} is ${status}: its record was taken over, or it goes its own way.`,
    ),
  );
  ensure(selectedOn <= publishedOn, () =>
    invalid('PUBLISHED_BEFORE_SELECTION', `The service was selected on ${selectedOn}.`, [
      {
        pointer: '/publishedOn',
        code: 'PUBLISHED_BEFORE_SELECTION',
        detail: `not before its selection on ${selectedOn}`,
      },
    ]),
  );
  const first = factsAfter(state, { listingNo: number, status: 'ACTIVE', validTo, version: 1 }, moment.today);
  const published: ListingEvent = {
    type: 'ListingPublished',
    data: first,
    details: { ...planOf(first, selectedOn, moment), publishedOn },
  };
  const events: ListingEvent[] = [published];
  let facts = first;
  for (const [i, version] of versions.entries()) {
    const before = facts;
    facts = factsAfter({ ...state, facts }, { ...changeOf(version), version: i + 2 }, moment.today);
    events.push(versionEvent(before, facts, version, moment));
  }
  const isOver = facts.validTo !== undefined && facts.validTo < moment.today;
  const expired = factsAfter({ ...state, facts }, { status: 'EXPIRED' }, moment.today);
  return isOver ? [...events, { type: 'ListingExpired', data: expired }] : events;
}

const changeOf = ({ validTo, prices, certificates }: EarlierVersion): Partial<ListingFacts> => ({
  ...(validTo !== undefined && { validTo }),
  ...(prices !== undefined && { prices: [...prices] }),
  ...(certificates !== undefined && { certificates: [...certificates] }),
});

/** A new end of validity is a renewal, and counts from the end before it; all else is a change. */
function versionEvent(
  before: ListingFacts,
  facts: ListingFacts,
  { from, validTo, prices }: EarlierVersion,
  moment: Moment,
): ListingEvent {
  const validityFrom = before.validTo ?? from;
  const plan = planOf(facts, validityFrom, moment);
  if (validTo !== undefined)
    return { type: 'ListingRenewed', data: facts, details: { ...plan, validityFrom }, reason: REASON };
  const change = { no: facts.version - 1, class: prices === undefined ? 'CERTIFICATE' : 'PRICE', changed: [] } as const;
  return { type: 'ListingChanged', data: facts, details: { change, plan }, reason: REASON };
}

function planOf({ service, certificates, validTo = '' }: ListingFacts, from: Day, moment: Moment): ValidityPlan {
  return validityPlan({ from, ...certifiedOf(service, certificates) }, validTo, [], moment);
}
