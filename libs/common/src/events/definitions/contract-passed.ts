import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { InstitutionFacts } from './contract-facts.js';
import { sampleIds } from './samples.js';
import { DayText, Id, Text } from './shapes.js';

export const ContractPassed = defineEvent({
  name: 'ContractPassed',
  topic: 'contracts.contracts',
  doc: 'The institution of a concluded contract was merged: from that day another one has it (승계). It counts for who concluded it.',
  data: Type.Object({
    contractId: Id,
    former: Type.Object({ code: InstitutionFacts.properties.code, name: Text(200) }),
    institution: InstitutionFacts,
    passedOn: DayText,
  }),
  sample: {
    contractId: sampleIds.contract,
    former: { code: '1000001', name: '수요기관 1' },
    institution: { code: '1000002', name: '수요기관 2', type: 'STATE', ministry: '과학기술정보통신부' },
    passedOn: '2026-01-01',
  },
});
export type ContractPassed = EventData<typeof ContractPassed>;
