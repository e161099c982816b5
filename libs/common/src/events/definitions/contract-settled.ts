import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ContractSettled = defineEvent({
  name: 'ContractSettled',
  topic: 'contracts.contracts',
  doc: 'The used part of a terminated contract is paid (해지 정산). From `settledOn` on, `settledAmount` takes the place of that of ContractTerminated.',
  data: Type.Object({
    contractId: Id,
    settledOn: DayText,
    settledAmount: Type.Integer({ minimum: 0, description: 'KRW, VAT included: what the used part cost' }),
  }),
  sample: { contractId: sampleIds.contract, settledOn: '2026-04-10', settledAmount: 4_250_000 },
});
export type ContractSettled = EventData<typeof ContractSettled>;
