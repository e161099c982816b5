import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const DeferralAnswered = defineEvent({
  name: 'DeferralAnswered',
  topic: 'intake.applications',
  doc: 'The applicant answered what the committee asked for when it deferred (보류). The answers stay in intake, with the papers.',
  data: Type.Object({
    applicationId: Id,
    caseId: Id,
    sessionNo: Type.Integer({ minimum: 1, description: 'The session that deferred the decision' }),
    answeredAt: Instant,
  }),
  sample: {
    applicationId: sampleIds.application,
    caseId: sampleIds.case,
    sessionNo: 62,
    answeredAt: '2025-10-10T01:00:00.000Z',
  },
});
export type DeferralAnswered = EventData<typeof DeferralAnswered>;
