import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';

export const ListingPriceChanged = defineEvent({
  name: 'ListingPriceChanged',
  topic: 'catalog.listings',
  doc: 'Prices of a listing changed, with a new version of its content. Holds for new contracts only (A-24).',
  data: ListingFacts,
  sample: { ...sampleListing, version: 2 },
});
export type ListingPriceChanged = EventData<typeof ListingPriceChanged>;
