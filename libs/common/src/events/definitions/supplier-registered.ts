import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleSupplier } from './samples.js';
import { Instant, SupplierFacts } from './shapes.js';

export const SupplierRegistered = defineEvent({
  name: 'SupplierRegistered',
  topic: 'intake.suppliers',
  doc: 'A supplier (제공기업) registered; it may apply once its business number is verified.',
  data: Type.Object({ supplier: SupplierFacts, registeredAt: Instant }),
  sample: { supplier: sampleSupplier, registeredAt: '2025-08-04T00:00:00.000Z' },
});
export type SupplierRegistered = EventData<typeof SupplierRegistered>;
