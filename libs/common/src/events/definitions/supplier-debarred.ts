import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleSupplier } from './samples.js';
import { BusinessNumber, Code, DayText, Instant } from './shapes.js';

export const SupplierDebarred = defineEvent({
  name: 'SupplierDebarred',
  topic: 'intake.suppliers',
  doc: 'A supplier is debarred (부정당업자 제재) from one day to another, both included. The days may lie ahead.',
  data: Type.Object({
    businessNumber: BusinessNumber,
    debarmentNo: Type.Integer({ minimum: 1, description: 'Of the supplier, from 1' }),
    from: DayText,
    to: DayText,
    ground: Code,
    debarredAt: Instant,
  }),
  sample: {
    businessNumber: sampleSupplier.businessNumber,
    debarmentNo: 1,
    from: '2025-09-19',
    to: '2026-03-18',
    ground: 'COLLUSION',
    debarredAt: '2025-09-10T00:00:00.000Z',
  },
});
export type SupplierDebarred = EventData<typeof SupplierDebarred>;
