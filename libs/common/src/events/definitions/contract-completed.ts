import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ContractCompleted = defineEvent({
  name: 'ContractCompleted',
  topic: 'contracts.contracts',
  doc: 'A use contract was performed to its end (이행 완료): period over, inspected, paid, data handed back and destroyed.',
  data: Type.Object({
    contractId: Id,
    completedOn: DayText,
    settledAmount: Type.Integer({ minimum: 0, description: 'KRW, VAT included: what the performance cost in all' }),
  }),
  sample: { contractId: sampleIds.contract, completedOn: '2026-10-30', settledAmount: 12_000_000 },
});
export type ContractCompleted = EventData<typeof ContractCompleted>;
