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
  ensureComparable(input.listings);
  return [{ type: 'ComparisonSaved', data: { ...input, savedOn: moment.today } }];
}

/** Only what is alike can be compared: two or three different listings of one subtype. */
export function ensureComparable(listings: readonly ComparedListing[]): void {
  const ids = new Set(listings.map((listing) => listing.listingId));
  ensure(ids.size === listings.length && ids.size >= COMPARED_MIN && ids.size <= COMPARED_MAX, () =>
    invalid('COMPARISON_SIZE', `A comparison holds ${COMPARED_MIN} to ${COMPARED_MAX} different listings.`),
  );
  const subtypes = [...new Set(listings.map((listing) => listing.service.subtype))];
  ensure(subtypes.length === 1, () =>
    wrongState(
      'SUBTYPES_DIFFER',
      `Listings of different subtypes (${subtypes.join(', ')}) cannot be compared: choose one subtype.`,
    ),
  );
}
