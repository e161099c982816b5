import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const SessionNoticed = defineEvent({
  name: 'SessionNoticed',
  topic: 'review.sessions',
  doc: 'The members were convened to a session (소집 통지). Number and date only; a session without quorum is convened again.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    convocation: Type.Integer({ minimum: 1 }),
    on: DayText,
  }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, convocation: 2, on: '2025-09-19' },
});
export type SessionNoticed = EventData<typeof SessionNoticed>;
