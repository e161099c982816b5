import { defineEvent, type EventData } from '../define-event.js';
import { AgreementEventFacts, sampleAgreement } from './agreement-facts.js';

export const AgreementApplied = defineEvent({
  name: 'AgreementApplied',
  topic: 'catalog.agreements',
  doc: 'A supplier applied to the Public Procurement Service for a catalog agreement.',
  data: AgreementEventFacts,
  sample: {
    agreementId: sampleAgreement.agreementId,
    listingId: sampleAgreement.listingId,
    supplier: sampleAgreement.supplier,
    status: 'APPLIED',
  },
});
export type AgreementApplied = EventData<typeof AgreementApplied>;
