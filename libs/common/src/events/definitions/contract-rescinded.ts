import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ContractRescinded = defineEvent({
  name: 'ContractRescinded',
  topic: 'contracts.contracts',
  doc: 'A concluded contract was undone before its performance (해제): from that day it counts nowhere.',
  data: Type.Object({ contractId: Id, rescindedOn: DayText }),
  sample: { contractId: sampleIds.contract, rescindedOn: '2025-10-18' },
});
export type ContractRescinded = EventData<typeof ContractRescinded>;
