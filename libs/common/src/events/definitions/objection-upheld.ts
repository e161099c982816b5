import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ObjectionUpheld = defineEvent({
  name: 'ObjectionUpheld',
  topic: 'review.cases',
  doc: 'The committee upheld the objection to a refusal (이의신청 인용). The service is before the committee again.',
  data: Type.Object({
    objectionId: Id,
    caseId: Id,
    applicationId: Id,
    sessionNo: Type.Integer({ minimum: 1, description: 'The session that decided on the objection' }),
    decidedOn: DayText,
  }),
  sample: {
    objectionId: sampleIds.objection,
    caseId: sampleIds.case,
    applicationId: sampleIds.application,
    sessionNo: 63,
    decidedOn: '2025-10-10',
  },
});
export type ObjectionUpheld = EventData<typeof ObjectionUpheld>;
