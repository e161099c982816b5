import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { ListingFacts, sampleListing } from './listing-facts.js';
import { DayText, Text } from './shapes.js';

export const CertificateExpiring = defineEvent({
  name: 'CertificateExpiring',
  topic: 'catalog.listings',
  doc: 'A certificate of a listed service ends soon (reminder 180, 90 and 30 days ahead, A-13).',
  data: Type.Object({
    ...ListingFacts.properties,
    certificateNo: Text(64),
    endsOn: DayText,
    daysLeft: Type.Integer({ minimum: 0 }),
  }),
  sample: { ...sampleListing, certificateNo: 'CSAP-2025-001', endsOn: '2029-12-31', daysLeft: 180 },
});
export type CertificateExpiring = EventData<typeof CertificateExpiring>;
