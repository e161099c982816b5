import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { BusinessNumber, Code, DayText, Id, JointSuppliers } from './shapes.js';

export const BreachDecided = defineEvent({
  name: 'BreachDecided',
  topic: 'contracts.records',
  doc: 'A party decided what follows a breach of the other one that it reported (A-36). Facts and reasons stay with the parties.',
  data: Type.Object({
    contractId: Id,
    supplier: BusinessNumber,
    jointSuppliers: Type.Optional(JointSuppliers),
    breachNo: Type.Integer({ minimum: 1 }),
    party: Code,
    consequence: Code,
    decidedOn: DayText,
  }),
  sample: {
    contractId: sampleIds.contract,
    supplier: '1234567890',
    breachNo: 1,
    party: 'INSTITUTION',
    consequence: 'CORRECTION',
    decidedOn: '2025-12-12',
  },
});
export type BreachDecided = EventData<typeof BreachDecided>;
