import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';

export const ListingExpired = defineEvent({
  name: 'ListingExpired',
  topic: 'catalog.listings',
  doc: 'The validity of a listing ended at midnight KST. Running contracts go on; nothing new can be contracted.',
  data: ListingFacts,
  sample: { ...sampleListing, status: 'EXPIRED' },
});
export type ListingExpired = EventData<typeof ListingExpired>;
