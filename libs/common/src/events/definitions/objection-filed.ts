import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds, sampleService } from './samples.js';
import { DayText, Id, Text } from './shapes.js';

export const ObjectionFiled = defineEvent({
  name: 'ObjectionFiled',
  topic: 'intake.applications',
  doc: 'The applicant objects to a refusal (이의신청, 행정기본법 Art. 36). Its text stays in intake, with the papers.',
  data: Type.Object({
    objectionId: Id,
    applicationId: Id,
    caseId: Id,
    serviceName: Text(200),
    sessionNo: Type.Integer({ minimum: 1, description: 'The session whose refusal it is about' }),
    filedOn: DayText,
    answerDueOn: DayText,
  }),
  sample: {
    objectionId: sampleIds.objection,
    applicationId: sampleIds.application,
    caseId: sampleIds.case,
    serviceName: sampleService.name,
    sessionNo: 62,
    filedOn: '2025-10-02',
    answerDueOn: '2025-10-16',
  },
});
export type ObjectionFiled = EventData<typeof ObjectionFiled>;
