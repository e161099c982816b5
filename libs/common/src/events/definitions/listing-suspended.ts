import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';
import { Code, DayText } from './shapes.js';

export const ListingSuspended = defineEvent({
  name: 'ListingSuspended',
  topic: 'catalog.listings',
  doc: 'A listing is suspended (A-15): still visible, no new contracts; running contracts go on.',
  data: Type.Object({ ...ListingFacts.properties, cause: Code, since: DayText }),
  sample: { ...sampleListing, status: 'SUSPENDED', cause: 'SECURITY_INCIDENT', since: '2026-01-05' },
});
export type ListingSuspended = EventData<typeof ListingSuspended>;
