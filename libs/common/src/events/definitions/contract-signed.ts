import { defineEvent, type EventData } from '../define-event.js';
import { ContractFacts, sampleContract } from './contract-facts.js';

export const ContractSigned = defineEvent({
  name: 'ContractSigned',
  topic: 'contracts.contracts',
  doc: 'Both parties signed: a use contract (이용계약) is concluded.',
  data: ContractFacts,
  sample: sampleContract,
});
export type ContractSigned = EventData<typeof ContractSigned>;
