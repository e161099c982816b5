import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { InstitutionFacts } from './contract-facts.js';
import { sampleIds } from './samples.js';
import { Code, DayText, Id } from './shapes.js';

export const ComparisonSaved = defineEvent({
  name: 'ComparisonSaved',
  topic: 'catalog.comparisons',
  doc: 'An institution kept a comparison (비교) of listings as evidence for its choice; for contracts only.',
  data: Type.Object({
    comparisonId: Id,
    institution: InstitutionFacts.properties.code,
    listingIds: Type.Array(Id, { minItems: 2, uniqueItems: true }),
    subtype: Code,
    savedOn: DayText,
  }),
  sample: {
    comparisonId: '018f6f2a-0000-7000-8000-00000000000c',
    institution: '1000001',
    listingIds: [sampleIds.listing, '018f6f2a-0000-7000-8000-00000000000b'],
    subtype: 'SAAS',
    savedOn: '2025-09-30',
  },
});
export type ComparisonSaved = EventData<typeof ComparisonSaved>;
