import { defineEvent, type EventData } from '../define-event.js';
import { ListingReference, sampleReference } from './listing-facts.js';

export const ListingReturned = defineEvent({
  name: 'ListingReturned',
  topic: 'catalog.listings',
  doc: 'NIA returned a listing to its supplier for correction.',
  data: ListingReference,
  sample: sampleReference,
});
export type ListingReturned = EventData<typeof ListingReturned>;
