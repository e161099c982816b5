import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const SessionClosed = defineEvent({
  name: 'SessionClosed',
  topic: 'review.sessions',
  doc: 'Every item of a session was dealt with and the chair closed it (폐회).',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    closedAt: Instant,
    items: Type.Integer({ minimum: 0 }),
  }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, closedAt: '2025-09-19T06:00:00.000Z', items: 6 },
});
export type SessionClosed = EventData<typeof SessionClosed>;
