import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const AgendaRemovalRefused = defineEvent({
  name: 'AgendaRemovalRefused',
  topic: 'review.internal',
  doc: 'A case asked to leave the agenda, but the committee had already decided its item.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    item: Type.Integer({ minimum: 1 }),
    caseId: Id,
  }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, item: 1, caseId: sampleIds.case },
});
export type AgendaRemovalRefused = EventData<typeof AgendaRemovalRefused>;
