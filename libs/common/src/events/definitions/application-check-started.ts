import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const ApplicationCheckStarted = defineEvent({
  name: 'ApplicationCheckStarted',
  topic: 'intake.applications',
  doc: 'NIA started the completeness check of an application.',
  data: Type.Object({ applicationId: Id, startedAt: Instant }),
  sample: { applicationId: sampleIds.application, startedAt: '2025-08-06T01:00:00.000Z' },
});
export type ApplicationCheckStarted = EventData<typeof ApplicationCheckStarted>;
