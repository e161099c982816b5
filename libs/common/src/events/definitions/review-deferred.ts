import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ReviewDeferred = defineEvent({
  name: 'ReviewDeferred',
  topic: 'review.cases',
  doc: 'The committee deferred the decision to the next session (보류), which it may do once.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    deferredOn: DayText,
    answerDueOn: Type.Optional({
      ...DayText,
      description: 'Until when the applicant is to answer what is asked (R-11)',
    }),
  }),
  sample: {
    caseId: sampleIds.case,
    applicationId: sampleIds.application,
    sessionNo: 62,
    deferredOn: '2025-09-19',
    answerDueOn: '2025-10-14',
  },
});
export type ReviewDeferred = EventData<typeof ReviewDeferred>;
