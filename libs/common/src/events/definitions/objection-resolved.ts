import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ObjectionResolved = defineEvent({
  name: 'ObjectionResolved',
  topic: 'intake.applications',
  doc: 'An objection was upheld, and the application is under review again, or dismissed (인용·기각).',
  data: Type.Object({
    objectionId: Id,
    applicationId: Id,
    caseId: Id,
    resolution: Type.Enum(['UPHELD', 'DISMISSED']),
    sessionNo: Type.Integer({ minimum: 1, description: 'The session that decided on the objection' }),
    resolvedOn: DayText,
  }),
  sample: {
    objectionId: sampleIds.objection,
    applicationId: sampleIds.application,
    caseId: sampleIds.case,
    resolution: 'UPHELD',
    sessionNo: 63,
    resolvedOn: '2025-10-10',
  },
});
export type ObjectionResolved = EventData<typeof ObjectionResolved>;
