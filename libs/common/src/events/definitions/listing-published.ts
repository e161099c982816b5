import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';

export const ListingPublished = defineEvent({
  name: 'ListingPublished',
  topic: 'catalog.listings',
  doc: 'NIA published a listing: the service is in the catalog and can be contracted.',
  data: ListingFacts,
  sample: sampleListing,
});
export type ListingPublished = EventData<typeof ListingPublished>;
