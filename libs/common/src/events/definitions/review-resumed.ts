import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const ReviewResumed = defineEvent({
  name: 'ReviewResumed',
  topic: 'review.cases',
  doc: 'A deferred case is on the agenda again.',
  data: Type.Object({ caseId: Id, applicationId: Id, sessionNo: Type.Integer({ minimum: 1 }) }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, sessionNo: 63 },
});
export type ReviewResumed = EventData<typeof ReviewResumed>;
