import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const AgendaExaminationChanged = defineEvent({
  name: 'AgendaExaminationChanged',
  topic: 'review.internal',
  doc: 'The examination of a case on an agenda was reopened, or is complete again (R-03). The session asks the case which.',
  data: Type.Object({ caseId: Id, sessionNo: Type.Integer({ minimum: 1 }) }),
  sample: { caseId: sampleIds.case, sessionNo: 62 },
});
export type AgendaExaminationChanged = EventData<typeof AgendaExaminationChanged>;
