import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { ContractLine, JointContract, sampleContract, YearShare } from './contract-facts.js';
import { DayText, Id, WonAmount } from './shapes.js';

export const ContractAmended = defineEvent({
  name: 'ContractAmended',
  topic: 'contracts.contracts',
  doc: 'Both parties signed an amendment (변경계약): lines, amount and period as they hold from now on.',
  data: Type.Object({
    contractId: Id,
    amendmentNo: Type.Integer({
      minimum: 1,
      description: 'Of this contract: amendments are counted as they are proposed',
    }),
    amendedOn: DayText,
    lines: Type.Array(ContractLine, { minItems: 1 }),
    amount: Type.Integer({ minimum: 0, description: 'KRW, VAT included' }),
    years: Type.Optional(
      Type.Array(YearShare, {
        minItems: 1,
        description: 'Of a multi-year contract, those that are open and the others',
      }),
    ),
    /** With the shares of the amended amount. */
    jointContract: Type.Optional(JointContract),
    vat: WonAmount,
    period: Type.Object({ from: DayText, to: DayText }),
  }),
  sample: {
    contractId: sampleContract.contractId,
    amendmentNo: 1,
    amendedOn: '2026-03-02',
    lines: sampleContract.lines,
    amount: 12_000_000,
    vat: 1_090_909,
    period: { from: '2025-10-20', to: '2026-12-31' },
  },
});
export type ContractAmended = EventData<typeof ContractAmended>;
