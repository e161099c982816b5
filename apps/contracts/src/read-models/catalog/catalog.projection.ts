import { AgreementApplied } from '#common/events/definitions/agreement-applied.js';
import { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import { AgreementEnded } from '#common/events/definitions/agreement-ended.js';
import type { AgreementEventFacts } from '#common/events/definitions/agreement-facts.js';
import { AgreementSuspended } from '#common/events/definitions/agreement-suspended.js';
import { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import { ListingChanged } from '#common/events/definitions/listing-changed.js';
import { ListingDelisted } from '#common/events/definitions/listing-delisted.js';
import { ListingExpired } from '#common/events/definitions/listing-expired.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { ListingPriceChanged } from '#common/events/definitions/listing-price-changed.js';
import { ListingPublished } from '#common/events/definitions/listing-published.js';
import { ListingRenewed } from '#common/events/definitions/listing-renewed.js';
import { ListingResumed } from '#common/events/definitions/listing-resumed.js';
import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';

/** A listing or an agreement, each the newest that was told of it. */
export type CatalogRow =
  | { readonly _id: string; readonly kind: 'LISTING'; readonly listing: ListingFacts }
  | {
      readonly _id: string;
      readonly kind: 'AGREEMENT';
      readonly listingId: string;
      readonly agreement: AgreementEventFacts;
    };

const LISTING_EVENTS = [
  ListingPublished,
  ListingChanged,
  ListingPriceChanged,
  ListingSuspended,
  ListingResumed,
  ListingExpired,
  ListingDelisted,
  ListingCancelled,
  ListingRenewed,
];
const AGREEMENT_EVENTS = [AgreementApplied, AgreementConcluded, AgreementSuspended, AgreementEnded];

function project({ definition, data }: ProjectedEvent) {
  if (definition.topic === AgreementConcluded.topic) {
    const agreement = data as AgreementEventFacts;
    return { kind: 'AGREEMENT', listingId: agreement.listingId, agreement };
  }
  return { kind: 'LISTING', listing: data as ListingFacts };
}

/** Our copy of the catalog: every listing event carries the whole listing, so the newest one alone says what holds. */
export const catalogProjection: Projection = {
  name: 'catalog',
  collection: 'catalog',
  consumes: [...LISTING_EVENTS, ...AGREEMENT_EVENTS],
  project,
  indexes: [{ listingId: 1 }, { 'listing.supplier.businessNumber': 1 }],
};
