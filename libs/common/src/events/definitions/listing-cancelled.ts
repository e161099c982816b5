import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';
import { DayText } from './shapes.js';

export const ListingCancelled = defineEvent({
  name: 'ListingCancelled',
  topic: 'catalog.listings',
  doc: 'The selection behind a listing was cancelled (A-14), so the listing ends. Running contracts go on; nothing new can be contracted. The ground stays in review.',
  data: Type.Object({ ...ListingFacts.properties, cancelledOn: DayText }),
  sample: { ...sampleListing, status: 'CANCELLED', cancelledOn: '2026-02-13' },
});
export type ListingCancelled = EventData<typeof ListingCancelled>;
