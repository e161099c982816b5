import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const WithdrawalRefused = defineEvent({
  name: 'WithdrawalRefused',
  topic: 'review.cases',
  doc: 'The withdrawal an applicant asked for came too late: the committee has voted on the item (A-05).',
  data: Type.Object({ caseId: Id, applicationId: Id, refusedAt: Instant }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, refusedAt: '2025-09-19T05:00:00.000Z' },
});
export type WithdrawalRefused = EventData<typeof WithdrawalRefused>;
