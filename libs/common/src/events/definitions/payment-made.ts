import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id, WonAmount } from './shapes.js';

export const PaymentMade = defineEvent({
  name: 'PaymentMade',
  topic: 'contracts.contracts',
  doc: 'The institution paid a claim of a contract, or a part of it (대가 지급). VAT included, without interest.',
  data: Type.Object({
    contractId: Id,
    claimNo: Type.Integer({ minimum: 1 }),
    paymentNo: Type.Integer({ minimum: 1, description: 'Counts within the claim' }),
    period: Type.Object({ from: DayText, to: DayText }, { description: 'From the first to the last period it pays' }),
    paidOn: DayText,
    amount: WonAmount,
  }),
  sample: {
    contractId: sampleIds.contract,
    claimNo: 1,
    paymentNo: 1,
    period: { from: '2025-10-20', to: '2025-11-19' },
    paidOn: '2025-12-05',
    amount: 900_000,
  },
});
export type PaymentMade = EventData<typeof PaymentMade>;
