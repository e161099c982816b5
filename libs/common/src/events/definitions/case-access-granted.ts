import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Text } from './shapes.js';

export const CaseAccessGranted = defineEvent({
  name: 'CaseAccessGranted',
  topic: 'review.access',
  doc: 'A person declared no conflict and may now read the papers of a case. Without this event access is denied.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    person: Text(200),
    as: Type.Enum(['EXAMINER', 'MEMBER']),
  }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, person: 'examiner-1', as: 'EXAMINER' },
});
export type CaseAccessGranted = EventData<typeof CaseAccessGranted>;
