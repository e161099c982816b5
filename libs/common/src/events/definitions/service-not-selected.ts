import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ServiceNotSelected = defineEvent({
  name: 'ServiceNotSelected',
  topic: 'review.cases',
  doc: 'A service was not selected (미선정). Ids, number and date only: the reasons go to the applicant.',
  data: Type.Object({ caseId: Id, applicationId: Id, sessionNo: Type.Integer({ minimum: 1 }), decidedOn: DayText }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, sessionNo: 62, decidedOn: '2025-09-19' },
});
export type ServiceNotSelected = EventData<typeof ServiceNotSelected>;
