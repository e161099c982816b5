import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds, sampleSupplier } from './samples.js';
import { Id, Instant, ServiceKind, SupplierFacts, Text } from './shapes.js';

export const ApplicationSubmitted = defineEvent({
  name: 'ApplicationSubmitted',
  topic: 'intake.applications',
  doc: 'A supplier submitted an application for review (접수).',
  data: Type.Object({
    applicationId: Id,
    supplier: SupplierFacts,
    serviceName: Text(200),
    kind: ServiceKind,
    submittedAt: Instant,
  }),
  sample: {
    applicationId: sampleIds.application,
    supplier: sampleSupplier,
    serviceName: '문서 자동화 서비스',
    kind: 'CONVERGENCE',
    submittedAt: '2025-08-05T01:00:00.000Z',
  },
});
export type ApplicationSubmitted = EventData<typeof ApplicationSubmitted>;
