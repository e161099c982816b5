import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const SessionCancelled = defineEvent({
  name: 'SessionCancelled',
  topic: 'review.sessions',
  doc: 'A planned or noticed session will not be held.',
  data: Type.Object({ sessionId: Id, sessionNo: Type.Integer({ minimum: 1 }), cancelledAt: Instant }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, cancelledAt: '2025-09-15T01:00:00.000Z' },
});
export type SessionCancelled = EventData<typeof SessionCancelled>;
