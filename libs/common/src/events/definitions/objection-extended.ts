import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ObjectionExtended = defineEvent({
  name: 'ObjectionExtended',
  topic: 'intake.applications',
  doc: 'The answer to an objection takes longer, which is possible once (행정기본법 Art. 36(2)).',
  data: Type.Object({ objectionId: Id, applicationId: Id, caseId: Id, answerDueOn: DayText }),
  sample: {
    objectionId: sampleIds.objection,
    applicationId: sampleIds.application,
    caseId: sampleIds.case,
    answerDueOn: '2025-10-26',
  },
});
export type ObjectionExtended = EventData<typeof ObjectionExtended>;
