import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Instant } from './shapes.js';

export const ApplicationReturned = defineEvent({
  name: 'ApplicationReturned',
  topic: 'intake.applications',
  doc: 'An application was returned with the reason (반려).',
  data: Type.Object({
    applicationId: Id,
    ground: Type.Enum(['SUPPLEMENT_OVERDUE', 'NOT_ELIGIBLE_KIND', 'UNDER_SANCTION']),
    returnedAt: Instant,
  }),
  sample: {
    applicationId: sampleIds.application,
    ground: 'SUPPLEMENT_OVERDUE',
    returnedAt: '2025-09-02T15:00:00.000Z',
  },
});
export type ApplicationReturned = EventData<typeof ApplicationReturned>;
