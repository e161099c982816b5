import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const ApplicationSupplemented = defineEvent({
  name: 'ApplicationSupplemented',
  topic: 'intake.applications',
  doc: 'The supplier answered every item of a supplement request.',
  data: Type.Object({ applicationId: Id, supplement: Type.Integer({ minimum: 1 }), answeredAt: Instant }),
  sample: { applicationId: sampleIds.application, supplement: 1, answeredAt: '2025-08-20T01:00:00.000Z' },
});
export type ApplicationSupplemented = EventData<typeof ApplicationSupplemented>;
