import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ExpertExaminationCompleted = defineEvent({
  name: 'ExpertExaminationCompleted',
  topic: 'review.cases',
  doc: 'Every assigned examiner has examined the case (전문가 검토 완료).',
  data: Type.Object({ caseId: Id, applicationId: Id, completedOn: DayText }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, completedOn: '2025-08-29' },
});
export type ExpertExaminationCompleted = EventData<typeof ExpertExaminationCompleted>;
