import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ComparisonEvent } from './comparison.events.js';
import type { ComparedListing } from './comparison.state.js';

/** Two or three, as the predecessor's side-by-side view (§4.5). */
export const COMPARED_MIN = 2;
export const COMPARED_MAX = 3;

export interface ComparisonToSave {
  readonly comparisonId: string;
  readonly institution: string;
  readonly purpose?: string;
  readonly listings: readonly ComparedListing[];
}

/** An institution keeps what it compared. */
export function saveComparison(input: ComparisonToSave, moment: Moment): readonly ComparisonEvent[] {
  const { comparisonId, institution, listings, purpose } = input;
  const subtype = ensureComparable(listings);
  const listingIds = listings.map(({ listingId }) => listingId);
  return [
    {
      type: 'ComparisonSaved',
      data: { comparisonId, institution, listingIds, subtype, savedOn: moment.today },
      details: { listings, ...(purpose !== undefined && { purpose }) },
    },
  ];
}

/** Only what is alike can be compared: two or three different listings of one subtype. @returns that subtype */
export function ensureComparable(listings: readonly ComparedListing[]): string {
  const ids = new Set(listings.map((listing) => listing.listingId));
  ensure(ids.size === listings.length && ids.size >= COMPARED_MIN && ids.size <= COMPARED_MAX, () =>
    invalid('COMPARISON_SIZE', `A comparison holds ${COMPARED_MIN} to ${COMPARED_MAX} different listings.`),
  );
  const [subtype, ...others] = [...new Set(listings.map((listing) => listing.service.subtype))];
  if (subtype === undefined || others.length > 0) {
    const named = [subtype, ...others].join(', ');
    throw wrongState('SUBTYPES_DIFFER', `Listings of different subtypes (${named}) cannot be compared: choose one.`);
  }
  return subtype;
}
