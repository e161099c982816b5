import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';

export const ListingReturned = defineEvent({
  name: 'ListingReturned',
  topic: 'catalog.listings',
  doc: 'NIA returned a listing to its supplier for correction.',
  data: ListingFacts,
  sample: { ...sampleListing, status: 'PREPARING' },
});
export type ListingReturned = EventData<typeof ListingReturned>;
