import { defineEvent, type EventData } from '../define-event.js';
import { AgreementEventFacts, sampleAgreement } from './agreement-facts.js';

export const AgreementEnded = defineEvent({
  name: 'AgreementEnded',
  topic: 'catalog.agreements',
  doc: 'A catalogue agreement ended.',
  data: AgreementEventFacts,
  sample: { ...sampleAgreement, state: 'ENDED' },
});
export type AgreementEnded = EventData<typeof AgreementEnded>;
