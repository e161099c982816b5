import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id, WonAmount } from './shapes.js';

export const StatementAccepted = defineEvent({
  name: 'StatementAccepted',
  topic: 'contracts.contracts',
  doc: 'The institution accepted what a period of a contract costs (이용 내역서). VAT included, SLA credit deducted.',
  data: Type.Object({
    contractId: Id,
    statementNo: Type.Integer({ minimum: 1 }),
    period: Type.Object({ from: DayText, to: DayText }),
    amount: WonAmount,
  }),
  sample: {
    contractId: sampleIds.contract,
    statementNo: 1,
    period: { from: '2025-10-20', to: '2025-11-19' },
    amount: 900_000,
  },
});
export type StatementAccepted = EventData<typeof StatementAccepted>;
