import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type {
  Certificate,
  Grade,
  PriceLine,
  ServiceProfile,
  SupplierFacts,
} from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';

/** What a buyer sees of one listing next to another, as of one version of its content. */
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
 * A comparison (비교) kept as it was seen: evidence for the choice of a supplier (선정 근거). Contracts
 * learns who compared which listings; what it shows never changes, whatever becomes of the listings.
 */
export interface ComparisonState {
  readonly comparisonId: string;
  readonly institution: string;
  readonly savedOn: Day;
  readonly purpose?: string;
  readonly listings: readonly ComparedListing[];
}
