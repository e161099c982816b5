import { defineEvent, type EventData } from '../define-event.js';
import { AgreementEventFacts, sampleAgreement } from './agreement-facts.js';

export const AgreementSuspended = defineEvent({
  name: 'AgreementSuspended',
  topic: 'catalog.agreements',
  doc: 'A catalogue agreement is suspended: no new catalogue contracts.',
  data: AgreementEventFacts,
  sample: { ...sampleAgreement, state: 'SUSPENDED' },
});
export type AgreementSuspended = EventData<typeof AgreementSuspended>;
