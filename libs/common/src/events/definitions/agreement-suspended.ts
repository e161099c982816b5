import { defineEvent, type EventData } from '../define-event.js';
import { AgreementEventFacts, sampleAgreement } from './agreement-facts.js';

export const AgreementSuspended = defineEvent({
  name: 'AgreementSuspended',
  topic: 'catalog.agreements',
  doc: 'A catalog agreement is suspended: no new catalog contracts.',
  data: AgreementEventFacts,
  sample: { ...sampleAgreement, status: 'SUSPENDED' },
});
export type AgreementSuspended = EventData<typeof AgreementSuspended>;
