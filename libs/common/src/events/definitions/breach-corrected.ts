import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { BusinessNumber, DayText, Id, JointSuppliers } from './shapes.js';

export const BreachCorrected = defineEvent({
  name: 'BreachCorrected',
  topic: 'contracts.records',
  doc: 'The party that asked for a correction of a breach confirmed it (A-36).',
  data: Type.Object({
    contractId: Id,
    supplier: BusinessNumber,
    jointSuppliers: Type.Optional(JointSuppliers),
    breachNo: Type.Integer({ minimum: 1 }),
    correctedOn: DayText,
  }),
  sample: {
    contractId: sampleIds.contract,
    supplier: '1234567890',
    breachNo: 1,
    correctedOn: '2025-12-20',
  },
});
export type BreachCorrected = EventData<typeof BreachCorrected>;
