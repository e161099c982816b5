import { defineEvent, type EventData } from '../define-event.js';
import { ListingReference, sampleReference } from './listing-facts.js';

export const ListingCreated = defineEvent({
  name: 'ListingCreated',
  topic: 'catalog.listings',
  doc: 'A listing was opened for a selected service; the supplier completes it next. Not yet public.',
  data: ListingReference,
  sample: sampleReference,
});
export type ListingCreated = EventData<typeof ListingCreated>;
