import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { BusinessNumber, Code, DayText, Id, JointSuppliers } from './shapes.js';

export const TerminationNoticed = defineEvent({
  name: 'TerminationNoticed',
  topic: 'contracts.records',
  doc: 'A party gave notice that a contract ends early (해지 통지): on which day, and on what ground.',
  data: Type.Object({
    contractId: Id,
    supplier: BusinessNumber,
    jointSuppliers: Type.Optional(JointSuppliers),
    party: Code,
    ground: Code,
    effectiveOn: DayText,
  }),
  sample: {
    contractId: sampleIds.contract,
    supplier: '1234567890',
    party: 'INSTITUTION',
    ground: 'BREACH',
    effectiveOn: '2026-03-01',
  },
});
export type TerminationNoticed = EventData<typeof TerminationNoticed>;
