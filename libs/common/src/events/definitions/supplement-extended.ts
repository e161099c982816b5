import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const SupplementExtended = defineEvent({
  name: 'SupplementExtended',
  topic: 'intake.applications',
  doc: 'The supplier extended the supplement period, at most twice (A-04).',
  data: Type.Object({ applicationId: Id, supplement: Type.Integer({ minimum: 1 }), dueOn: DayText }),
  sample: { applicationId: sampleIds.application, supplement: 1, dueOn: '2025-08-29' },
});
export type SupplementExtended = EventData<typeof SupplementExtended>;
