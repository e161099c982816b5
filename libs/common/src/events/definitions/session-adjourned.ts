import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const SessionAdjourned = defineEvent({
  name: 'SessionAdjourned',
  topic: 'review.sessions',
  doc: 'Too few members came; the items are carried to the next convocation of the same session.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    convocation: Type.Integer({ minimum: 1 }),
    adjournedAt: Instant,
    members: Type.Integer({ minimum: 0 }),
    present: Type.Integer({ minimum: 0 }),
  }),
  sample: {
    sessionId: sampleIds.session,
    sessionNo: 62,
    convocation: 1,
    adjournedAt: '2025-09-10T01:30:00.000Z',
    members: 20,
    present: 10,
  },
});
export type SessionAdjourned = EventData<typeof SessionAdjourned>;
