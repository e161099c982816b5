import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, PersonName } from './shapes.js';

export const CaseAccessGranted = defineEvent({
  name: 'CaseAccessGranted',
  topic: 'review.access',
  doc: 'A person declared no conflict and may now read the papers of a case. Without this event access is denied.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    person: PersonName,
    as: Type.Enum(['EXAMINER', 'MEMBER']),
  }),
  people: ['person'],
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, person: 'examiner-1', as: 'EXAMINER' },
});
export type CaseAccessGranted = EventData<typeof CaseAccessGranted>;
