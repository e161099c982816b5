import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleSupplier } from './samples.js';
import { BusinessNumber, Code, Instant } from './shapes.js';

export const SupplierReinstated = defineEvent({
  name: 'SupplierReinstated',
  topic: 'intake.suppliers',
  doc: 'A debarment no longer holds: its last day has passed, or NIA lifted it. Others of the supplier may still hold.',
  data: Type.Object({
    businessNumber: BusinessNumber,
    debarmentNo: Type.Integer({ minimum: 1, description: 'Of the supplier, from 1' }),
    from: Type.String({ format: 'date', description: 'First day on which it no longer holds, in Asia/Seoul' }),
    cause: Code,
    reinstatedAt: Instant,
  }),
  sample: {
    businessNumber: sampleSupplier.businessNumber,
    debarmentNo: 1,
    from: '2025-12-01',
    cause: 'LIFTED',
    reinstatedAt: '2025-12-01T00:00:00.000Z',
  },
});
export type SupplierReinstated = EventData<typeof SupplierReinstated>;
