import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const RevoteNeeded = defineEvent({
  name: 'RevoteNeeded',
  topic: 'review.internal',
  doc: 'A member had not declared a conflict, and the result could be another without them (R-45): the case follows.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    item: Type.Integer({ minimum: 1 }),
    caseId: Id,
  }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, item: 1, caseId: sampleIds.case },
});
export type RevoteNeeded = EventData<typeof RevoteNeeded>;
