import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';
import { DayText } from './shapes.js';

export const ListingExpiring = defineEvent({
  name: 'ListingExpiring',
  topic: 'catalog.listings',
  doc: 'The validity of a listing ends soon (reminder 180, 90 and 30 days ahead, A-13).',
  data: Type.Object({ ...ListingFacts.properties, endsOn: DayText, daysLeft: Type.Integer({ minimum: 0 }) }),
  sample: { ...sampleListing, endsOn: '2028-09-19', daysLeft: 180 },
});
export type ListingExpiring = EventData<typeof ListingExpiring>;
