import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const AgendaItemReleased = defineEvent({
  name: 'AgendaItemReleased',
  topic: 'review.internal',
  doc: 'An item left the agenda of a session undecided: the case may go on another agenda, or is withdrawn.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    item: Type.Integer({ minimum: 1 }),
    caseId: Id,
    why: Type.Enum(['CARRIED', 'SESSION_CANCELLED', 'REMOVED']),
  }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, item: 1, caseId: sampleIds.case, why: 'CARRIED' },
});
export type AgendaItemReleased = EventData<typeof AgendaItemReleased>;
