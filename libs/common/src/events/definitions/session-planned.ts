import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const SessionPlanned = defineEvent({
  name: 'SessionPlanned',
  topic: 'review.sessions',
  doc: 'A session of the committee (심사위원회 회의) is planned for a day.',
  data: Type.Object({ sessionId: Id, sessionNo: Type.Integer({ minimum: 1 }), on: DayText }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, on: '2025-09-19' },
});
export type SessionPlanned = EventData<typeof SessionPlanned>;
