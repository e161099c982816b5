import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const WithdrawalGranted = defineEvent({
  name: 'WithdrawalGranted',
  topic: 'review.cases',
  doc: 'The withdrawal an applicant asked for during the review is granted: the item was not tallied yet (A-05).',
  data: Type.Object({ caseId: Id, applicationId: Id, grantedAt: Instant }),
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, grantedAt: '2025-09-01T01:00:00.000Z' },
});
export type WithdrawalGranted = EventData<typeof WithdrawalGranted>;
