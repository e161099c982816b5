import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { CertificateExpiring } from '#common/events/definitions/certificate-expiring.js';
import { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import { ListingChanged } from '#common/events/definitions/listing-changed.js';
import { ListingCreated } from '#common/events/definitions/listing-created.js';
import { ListingDelisted } from '#common/events/definitions/listing-delisted.js';
import { ListingExpired } from '#common/events/definitions/listing-expired.js';
import { ListingExpiring } from '#common/events/definitions/listing-expiring.js';
import { ListingPriceChanged } from '#common/events/definitions/listing-price-changed.js';
import { ListingPublished } from '#common/events/definitions/listing-published.js';
import { ListingRenewed } from '#common/events/definitions/listing-renewed.js';
import { ListingResumed } from '#common/events/definitions/listing-resumed.js';
import { ListingReturned } from '#common/events/definitions/listing-returned.js';
import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import type { ListingEvent } from './domain/listing.events.js';
import { changeMachine, evolve, listingMachine } from './domain/listing.evolve.js';
import type { ListingState } from './domain/listing.state.js';
import { listingDueAt } from './domain/expiring.js';
import { listingNotices } from './listing.notices.js';
import { listingWork } from './listing.work.js';

/** All of them carry the whole facts: the newest event of a published listing says what holds. */
export const LISTING_EVENTS = [
  ListingPublished,
  ListingChanged,
  ListingPriceChanged,
  ListingSuspended,
  ListingResumed,
  ListingRenewed,
  ListingExpiring,
  CertificateExpiring,
  ListingExpired,
  ListingDelisted,
  ListingCancelled,
] as const;

export const listingType: AggregateType<ListingState, ListingEvent> = {
  name: 'listing',
  collection: 'listings',
  evolve,
  foldVersion: 4,
  machines: [listingMachine, changeMachine],
  publishes: [ListingCreated, ListingReturned, ...LISTING_EVENTS],
  claims: ({ facts }) => [
    {
      key: `listing-no:${facts.listingNo}`,
      code: 'LISTING_NO_TAKEN',
      detail: `Listing number ${facts.listingNo} is another listing's.`,
    },
  ],
  dueAt: listingDueAt,
  path: (_, id) => `/v1/listings/${id}`,
  work: listingWork,
  notices: listingNotices,
  personal: {
    ListingCompleted: ['details.contact'],
    ListingContactChanged: ['details.contact'],
    ListingCheckStarted: ['details.officer.name', 'details.officer.phone', 'details.officer.email'],
    OfficerChanged: ['details.officer.name', 'details.officer.phone', 'details.officer.email', 'reason'],
    OfficerTieDeclared: ['reason'],
  },
  standing: ({ facts, officer }) =>
    officer === undefined ? facts.status : `${facts.status}, with ${officer.name ?? officer.unit}`,
  indexed: [
    'state.facts.status',
    'state.facts.supplier.businessNumber',
    'state.facts.applicationId',
    'state.publishedOn',
  ],
};
