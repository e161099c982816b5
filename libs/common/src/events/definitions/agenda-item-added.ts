import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const AgendaItemAdded = defineEvent({
  name: 'AgendaItemAdded',
  topic: 'review.internal',
  doc: 'A case was put on the agenda of a session (안건 상정): the case follows.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    item: Type.Integer({ minimum: 1 }),
    caseId: Id,
  }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, item: 1, caseId: sampleIds.case },
});
export type AgendaItemAdded = EventData<typeof AgendaItemAdded>;
