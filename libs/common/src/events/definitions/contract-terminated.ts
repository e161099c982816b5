import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ContractTerminated = defineEvent({
  name: 'ContractTerminated',
  topic: 'contracts.contracts',
  doc: 'A running contract ended before its last day (해지), with its used part settled. `terminatedOn` is the first day without the service. Ground and reason stay with the parties.',
  data: Type.Object({
    contractId: Id,
    terminatedOn: DayText,
    settledAmount: Type.Integer({ minimum: 0, description: 'KRW, VAT included: what the used part cost' }),
  }),
  sample: { contractId: sampleIds.contract, terminatedOn: '2026-03-01', settledAmount: 4_300_000 },
});
export type ContractTerminated = EventData<typeof ContractTerminated>;
