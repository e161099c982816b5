import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant, Sha256 } from './shapes.js';

export const MinutesConfirmed = defineEvent({
  name: 'MinutesConfirmed',
  topic: 'review.sessions',
  doc: 'The chair confirmed the minutes (회의록); the hash seals them.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    confirmedAt: Instant,
    minutesHash: Sha256,
  }),
  sample: {
    sessionId: sampleIds.session,
    sessionNo: 62,
    confirmedAt: '2025-09-19T07:00:00.000Z',
    minutesHash: 'a'.repeat(64),
  },
});
export type MinutesConfirmed = EventData<typeof MinutesConfirmed>;
