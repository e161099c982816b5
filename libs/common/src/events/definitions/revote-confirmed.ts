import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const RevoteConfirmed = defineEvent({
  name: 'RevoteConfirmed',
  topic: 'review.cases',
  doc: 'The committee voted once more, with the same result (재의결, R-45): the decision stands.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    sessionNo: Type.Integer({ minimum: 1, description: 'The session that voted again' }),
    decidedOn: DayText,
  }),
  sample: {
    caseId: sampleIds.case,
    applicationId: sampleIds.application,
    sessionNo: 63,
    decidedOn: '2025-10-17',
  },
});
export type RevoteConfirmed = EventData<typeof RevoteConfirmed>;
