import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Code, DayText, Id } from './shapes.js';

export const SelectionCancelled = defineEvent({
  name: 'SelectionCancelled',
  topic: 'review.cases',
  doc: 'A selection was cancelled (선정 취소), by the ministry or by a re-vote. Ids, numbers, days and ground codes only: the reasons stay in review.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    sessionNo: Type.Integer({ minimum: 1, description: 'The session whose selection is cancelled' }),
    cancelledOn: DayText,
    causes: Type.Array(Code, {
      minItems: 1,
      uniqueItems: true,
      description: 'Grounds of A-14, or `REVOTE` after a re-vote (R-45)',
    }),
    fraud: Type.Boolean({
      description:
        'Selected by false or other dishonest means: the cancellation is mandatory, and the bar of A-22 begins',
    }),
  }),
  sample: {
    caseId: sampleIds.case,
    applicationId: sampleIds.application,
    sessionNo: 62,
    cancelledOn: '2026-02-13',
    causes: ['FRAUD'],
    fraud: true,
  },
});
export type SelectionCancelled = EventData<typeof SelectionCancelled>;
