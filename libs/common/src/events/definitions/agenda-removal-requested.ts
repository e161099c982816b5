import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const AgendaRemovalRequested = defineEvent({
  name: 'AgendaRemovalRequested',
  topic: 'review.internal',
  doc: 'A case asks the session whose agenda it is on to take it off: the application is being withdrawn.',
  data: Type.Object({ caseId: Id, applicationId: Id, sessionNo: Type.Integer({ minimum: 1 }) }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, sessionNo: 62 },
});
export type AgendaRemovalRequested = EventData<typeof AgendaRemovalRequested>;
