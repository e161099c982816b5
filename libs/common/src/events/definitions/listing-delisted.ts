import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';
import { DayText } from './shapes.js';

export const ListingDelisted = defineEvent({
  name: 'ListingDelisted',
  topic: 'catalog.listings',
  doc: 'A listing left the catalog, at the request of its supplier or by NIA, on the day that was announced. Running contracts go on; nothing new can be contracted.',
  data: Type.Object({ ...ListingFacts.properties, delistedOn: DayText }),
  sample: { ...sampleListing, status: 'DELISTED', delistedOn: '2026-04-01' },
});
export type ListingDelisted = EventData<typeof ListingDelisted>;
