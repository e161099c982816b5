import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, PeopleNames } from './shapes.js';

export const CaseAccessGranted = defineEvent({
  name: 'CaseAccessGranted',
  topic: 'review.access',
  doc: 'People who declared no conflict may now read the papers of a case. Without this event access is denied.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    people: PeopleNames,
    as: Type.Enum(['EXAMINER', 'MEMBER']),
  }),
  people: ['people'],
  sample: {
    caseId: sampleIds.case,
    applicationId: sampleIds.application,
    people: ['examiner-1', 'examiner-2'],
    as: 'EXAMINER',
  },
});
export type CaseAccessGranted = EventData<typeof CaseAccessGranted>;
