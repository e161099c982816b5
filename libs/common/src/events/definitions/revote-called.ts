import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const RevoteCalled = defineEvent({
  name: 'RevoteCalled',
  topic: 'review.cases',
  doc: 'The committee is to vote once more on its decision (재의결, R-45). The decision stands until then. No names.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    sessionNo: Type.Integer({ minimum: 1, description: 'The session whose decision is voted on again' }),
  }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, sessionNo: 62 },
});
export type RevoteCalled = EventData<typeof RevoteCalled>;
