import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const SupplementRequested = defineEvent({
  name: 'SupplementRequested',
  topic: 'intake.applications',
  doc: 'NIA asked the supplier to supplement the papers (보완 요구).',
  data: Type.Object({ applicationId: Id, supplement: Type.Integer({ minimum: 1 }), dueOn: DayText }),
  sample: { applicationId: sampleIds.application, supplement: 1, dueOn: '2025-08-22' },
});
export type SupplementRequested = EventData<typeof SupplementRequested>;
