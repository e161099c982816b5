import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { INSTITUTION_TYPES } from './contract-facts.js';
import { Code, DayText, Id, Text, WonAmount } from './shapes.js';

export const UsageRegistered = defineEvent({
  name: 'UsageRegistered',
  topic: 'contracts.contracts',
  doc: 'The institution registered its use on the portal (이용 내역 등록, decree Art. 15-2(5)); the contract counts in the statistics from here on.',
  data: Type.Object({
    contractId: Id,
    contractNo: Text(60),
    registeredOn: DayText,
    projectName: Text(200),
    period: Type.Object({ from: DayText, to: DayText }),
    amount: WonAmount,
    actualUser: Text(200),
    userType: Type.Enum(INSTITUTION_TYPES, { description: 'Of the actual user' }),
    useTopic: Type.Optional(
      Type.String({ ...Code, description: 'What the service is used for (이용 분야), where it was stated' }),
    ),
    concludedOn: DayText,
    services: Type.Array(
      Type.Object({
        item: Text(200),
        unit: Text(60),
        quantity: Type.Integer({ minimum: 1 }),
        amount: Type.Integer({ minimum: 0, description: 'KRW, VAT included' }),
      }),
      { minItems: 1 },
    ),
    supportProgramme: Type.Boolean({ description: 'Contracted in a support programme (지원사업)' }),
  }),
  sample: {
    contractId: sampleIds.contract,
    contractNo: 'NC-2025-000001',
    registeredOn: '2025-10-31',
    projectName: '문서 자동화 도입',
    period: { from: '2025-10-20', to: '2026-10-19' },
    amount: 12_000_000,
    actualUser: '수요기관 1',
    userType: 'STATE',
    useTopic: 'DOCUMENT',
    concludedOn: '2025-10-17',
    services: [{ item: '표준형', unit: '월', quantity: 12, amount: 12_000_000 }],
    supportProgramme: false,
  },
});
export type UsageRegistered = EventData<typeof UsageRegistered>;
