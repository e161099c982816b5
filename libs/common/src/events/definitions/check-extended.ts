import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const CheckExtended = defineEvent({
  name: 'CheckExtended',
  topic: 'intake.internal',
  doc: 'The period of the check was extended by its own length (S22 Art. 21): once by NIA, then with the consent of the applicant.',
  data: Type.Object({ applicationId: Id, dueOn: DayText, extension: Type.Integer({ minimum: 1 }) }),
  sample: { applicationId: sampleIds.application, dueOn: '2025-08-20', extension: 1 },
});
export type CheckExtended = EventData<typeof CheckExtended>;
