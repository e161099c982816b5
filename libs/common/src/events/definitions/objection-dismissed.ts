import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ObjectionDismissed = defineEvent({
  name: 'ObjectionDismissed',
  topic: 'review.cases',
  doc: 'The committee dismissed the objection to a refusal (이의신청 기각). The refusal stands.',
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
export type ObjectionDismissed = EventData<typeof ObjectionDismissed>;
