import { defineEvent, type EventData } from '../define-event.js';
import { AgreementEventFacts, sampleAgreement } from './agreement-facts.js';

export const AgreementConcluded = defineEvent({
  name: 'AgreementConcluded',
  topic: 'catalog.agreements',
  doc: 'The Public Procurement Service concluded a catalog agreement: the service can be contracted by catalog.',
  data: AgreementEventFacts,
  sample: sampleAgreement,
});
export type AgreementConcluded = EventData<typeof AgreementConcluded>;
