import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleSupplier } from './samples.js';
import { Code, Instant, SupplierFacts } from './shapes.js';

export const SupplierChanged = defineEvent({
  name: 'SupplierChanged',
  topic: 'intake.suppliers',
  doc: 'NIA approved a change of a supplier: its name, its representative, or the transfer of its business. All its services follow.',
  data: Type.Object({
    supplier: SupplierFacts,
    change: Code,
    /** Who took the business over, with `TRANSFER`: from then on its services are theirs. */
    successor: Type.Optional(SupplierFacts),
    changedAt: Instant,
  }),
  sample: {
    supplier: { ...sampleSupplier, name: '새 제공기업 2' },
    change: 'NAME',
    changedAt: '2025-10-01T00:00:00.000Z',
  },
});
export type SupplierChanged = EventData<typeof SupplierChanged>;
