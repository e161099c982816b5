import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id } from './shapes.js';

export const ContractStarted = defineEvent({
  name: 'ContractStarted',
  topic: 'contracts.contracts',
  doc: 'The start date of a contract was reached and the service is in use.',
  data: Type.Object({ contractId: Id, startedOn: DayText }),
  sample: { contractId: sampleIds.contract, startedOn: '2025-10-20' },
});
export type ContractStarted = EventData<typeof ContractStarted>;
