import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { FiscalYear } from './contract-facts.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ContractYearOpened = defineEvent({
  name: 'ContractYearOpened',
  topic: 'contracts.contracts',
  doc: 'A later year of a multi-year contract (장기계속계약) was opened on its budget: its yearly contract (차수계약).',
  data: Type.Object({
    contractId: Id,
    fiscalYear: FiscalYear,
    openedOn: DayText,
    amount: Type.Integer({ minimum: 0, description: 'KRW, VAT included: of this year' }),
    period: Type.Object({ from: DayText, to: DayText }, { description: 'The days of the contract in this year' }),
  }),
  sample: {
    contractId: sampleIds.contract,
    fiscalYear: 2026,
    openedOn: '2025-12-22',
    amount: 9_600_000,
    period: { from: '2026-01-01', to: '2026-10-19' },
  },
});
export type ContractYearOpened = EventData<typeof ContractYearOpened>;
