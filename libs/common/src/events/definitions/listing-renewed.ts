import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';

export const ListingRenewed = defineEvent({
  name: 'ListingRenewed',
  topic: 'catalog.listings',
  doc: 'NIA renewed a listing: it has a new end of validity.',
  data: ListingFacts,
  sample: { ...sampleListing, validTo: '2031-09-18' },
});
export type ListingRenewed = EventData<typeof ListingRenewed>;
