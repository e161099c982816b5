import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const SelectionKept = defineEvent({
  name: 'SelectionKept',
  topic: 'review.results',
  doc: 'After the hearing the ministry keeps the selection (선정 유지), for intake to show to the supplier.',
  data: Type.Object({ caseId: Id, applicationId: Id, keptOn: DayText }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, keptOn: '2026-02-13' },
});
export type SelectionKept = EventData<typeof SelectionKept>;
