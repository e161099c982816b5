import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const SupplementRedemanded = defineEvent({
  name: 'SupplementRedemanded',
  topic: 'intake.applications',
  doc: 'The supplement period ran out and the one automatic second demand was made (A-04).',
  data: Type.Object({ applicationId: Id, supplement: Type.Integer({ minimum: 1 }), dueOn: DayText }),
  sample: { applicationId: sampleIds.application, supplement: 1, dueOn: '2025-09-01' },
});
export type SupplementRedemanded = EventData<typeof SupplementRedemanded>;
