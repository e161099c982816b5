import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ApplicationDecided = defineEvent({
  name: 'ApplicationDecided',
  topic: 'intake.applications',
  doc: 'The decision of the committee as the applicant sees it.',
  data: Type.Object({
    applicationId: Id,
    decision: Type.Enum(['SELECTED', 'NOT_SELECTED']),
    sessionNo: Type.Integer({ minimum: 1 }),
    decidedOn: DayText,
  }),
  sample: { applicationId: sampleIds.application, decision: 'SELECTED', sessionNo: 62, decidedOn: '2025-09-19' },
});
export type ApplicationDecided = EventData<typeof ApplicationDecided>;
