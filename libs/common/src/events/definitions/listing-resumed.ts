import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';

export const ListingResumed = defineEvent({
  name: 'ListingResumed',
  topic: 'catalog.listings',
  doc: 'The cause of a suspension was removed: new contracts are possible again.',
  data: ListingFacts,
  sample: { ...sampleListing, status: 'ACTIVE' },
});
export type ListingResumed = EventData<typeof ListingResumed>;
