import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Code, DayText, Id } from './shapes.js';

export const ProgressNoticed = defineEvent({
  name: 'ProgressNoticed',
  topic: 'intake.internal',
  doc: 'A notice of progress is due to the applicant, 30 days after the last (S22 Art. 23).',
  data: Type.Object({ applicationId: Id, notice: Type.Integer({ minimum: 1 }), status: Code, noticedOn: DayText }),
  sample: { applicationId: sampleIds.application, notice: 1, status: 'CHECKING', noticedOn: '2025-09-04' },
});
export type ProgressNoticed = EventData<typeof ProgressNoticed>;
