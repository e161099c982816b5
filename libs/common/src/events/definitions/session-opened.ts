import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const SessionOpened = defineEvent({
  name: 'SessionOpened',
  topic: 'review.sessions',
  doc: 'A majority of the members was present and the session opened (개의).',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    openedAt: Instant,
    members: Type.Integer({ minimum: 1 }),
    present: Type.Integer({ minimum: 1 }),
  }),
  sample: {
    sessionId: sampleIds.session,
    sessionNo: 62,
    openedAt: '2025-09-19T01:00:00.000Z',
    members: 20,
    present: 14,
  },
});
export type SessionOpened = EventData<typeof SessionOpened>;
