import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { BusinessNumber, DayText, Id, JointSuppliers, WonAmount } from './shapes.js';

export const DelayDamagesAssessed = defineEvent({
  name: 'DelayDamagesAssessed',
  topic: 'contracts.records',
  doc: 'The institution assessed damages for a part that was performed late (지체상금, S18 Art. 74).',
  data: Type.Object({
    contractId: Id,
    supplier: BusinessNumber,
    jointSuppliers: Type.Optional(JointSuppliers),
    damagesNo: Type.Integer({ minimum: 1 }),
    amount: WonAmount,
    assessedOn: DayText,
  }),
  sample: {
    contractId: sampleIds.contract,
    supplier: '1234567890',
    damagesNo: 1,
    amount: 135_000,
    assessedOn: '2025-10-31',
  },
});
export type DelayDamagesAssessed = EventData<typeof DelayDamagesAssessed>;
