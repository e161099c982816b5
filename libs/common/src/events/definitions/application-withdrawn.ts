import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const ApplicationWithdrawn = defineEvent({
  name: 'ApplicationWithdrawn',
  topic: 'intake.applications',
  doc: 'An application was withdrawn (취하) and is closed.',
  data: Type.Object({
    applicationId: Id,
    withdrawnAt: Instant,
    wasAccepted: Type.Optional(
      Type.Boolean({ description: 'It had been accepted (접수완료): there is a case of it.' }),
    ),
  }),
  sample: { applicationId: sampleIds.application, withdrawnAt: '2025-09-01T01:00:00.000Z', wasAccepted: true },
});
export type ApplicationWithdrawn = EventData<typeof ApplicationWithdrawn>;
