import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type {
  Certificate,
  Grade,
  PriceLine,
  ServiceProfile,
  SupplierFacts,
} from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';

/** Two or three, as the predecessor's side-by-side view (§4.5). */
export const COMPARED_MIN = 2;
export const COMPARED_MAX = 3;

/** What a buyer sees of one listing beside another, as of one version of its content. */
export interface ComparedListing {
  readonly listingId: string;
  readonly listingNo: string;
  readonly version: number;
  readonly status: ListingFacts['status'];
  readonly validTo?: Day;
  readonly grade?: Grade;
  readonly supplier: SupplierFacts;
  readonly service: ServiceProfile;
  readonly prices: readonly PriceLine[];
  readonly certificates: readonly Certificate[];
  readonly contractCount: number;
  readonly institutionCount: number;
}

/**
 * A comparison (비교) kept as it was seen: evidence for the choice of a supplier (선정 근거). Only its id travels; what
 * it shows never changes, whatever becomes of the listings.
 */
export interface ComparisonState {
  readonly comparisonId: string;
  readonly institution: string;
  readonly savedOn: Day;
  readonly purpose?: string;
  readonly listings: readonly ComparedListing[];
}

export interface ComparisonSaved {
  readonly type: 'ComparisonSaved';
  readonly data: ComparisonState;
}

export interface ComparisonToSave {
  readonly comparisonId: string;
  readonly institution: string;
  readonly purpose?: string;
  readonly listings: readonly ComparedListing[];
}

export function saveComparison(input: ComparisonToSave, moment: Moment): readonly ComparisonSaved[] {
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

export const evolveComparison = (_state: ComparisonState | undefined, event: ComparisonSaved): ComparisonState =>
  event.data;
