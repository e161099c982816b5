import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { BusinessNumber, DayText, Id, JointSuppliers, WonAmount } from './shapes.js';

export const SlaCreditGiven = defineEvent({
  name: 'SlaCreditGiven',
  topic: 'contracts.records',
  doc: 'An accepted statement was reduced, because the availability was below the agreed one (요금 감면, A-34).',
  data: Type.Object({
    contractId: Id,
    supplier: BusinessNumber,
    jointSuppliers: Type.Optional(JointSuppliers),
    statementNo: Type.Integer({ minimum: 1 }),
    amount: WonAmount,
    givenOn: DayText,
  }),
  sample: {
    contractId: sampleIds.contract,
    supplier: '1234567890',
    statementNo: 1,
    amount: 90_000,
    givenOn: '2025-11-21',
  },
});
export type SlaCreditGiven = EventData<typeof SlaCreditGiven>;
