import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';

export const ListingChanged = defineEvent({
  name: 'ListingChanged',
  topic: 'catalog.listings',
  doc: 'What a listing says changed: its content (then with a new version), its catalog agreement, what the intelligence service found of it, or the listing that replaces it.',
  data: ListingFacts,
  sample: { ...sampleListing, version: 2 },
});
export type ListingChanged = EventData<typeof ListingChanged>;
