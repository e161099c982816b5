import { defineEvent, type EventData } from '../define-event.js';
import { AgreementEventFacts, sampleAgreement } from './agreement-facts.js';

export const AgreementEnded = defineEvent({
  name: 'AgreementEnded',
  topic: 'catalog.agreements',
  doc: 'A catalog agreement ended.',
  data: AgreementEventFacts,
  sample: { ...sampleAgreement, status: 'ENDED' },
});
export type AgreementEnded = EventData<typeof AgreementEnded>;
