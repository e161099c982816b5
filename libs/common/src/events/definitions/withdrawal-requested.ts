import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const WithdrawalRequested = defineEvent({
  name: 'WithdrawalRequested',
  topic: 'intake.applications',
  doc: 'The supplier asks to withdraw an application that is under review (취하); review grants it until the item is tallied (A-05).',
  data: Type.Object({ applicationId: Id, requestedAt: Instant }),
  sample: { applicationId: sampleIds.application, requestedAt: '2025-09-01T01:00:00.000Z' },
});
export type WithdrawalRequested = EventData<typeof WithdrawalRequested>;
