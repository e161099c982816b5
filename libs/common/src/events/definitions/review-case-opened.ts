import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const ReviewCaseOpened = defineEvent({
  name: 'ReviewCaseOpened',
  topic: 'review.cases',
  doc: 'A review case was opened for an accepted application.',
  data: Type.Object({ caseId: Id, applicationId: Id, openedAt: Instant }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, openedAt: '2025-08-12T01:00:00.000Z' },
});
export type ReviewCaseOpened = EventData<typeof ReviewCaseOpened>;
