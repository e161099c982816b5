import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleCertificate, sampleDocument, sampleIds, samplePrice, sampleService, sampleSupplier } from './samples.js';
import {
  Certificate,
  CreditRating,
  DayText,
  DocumentFact,
  Id,
  PriceLine,
  ServiceProfile,
  SupplierFacts,
  Text,
} from './shapes.js';

export const ApplicationAccepted = defineEvent({
  name: 'ApplicationAccepted',
  topic: 'intake.applications',
  doc: 'NIA found the papers of an application in order (접수완료). Carries the whole version that goes to review, without contact persons and staff lists.',
  data: Type.Object({
    applicationId: Id,
    applicationVersion: Type.Integer({ minimum: 1 }),
    acceptedOn: DayText,
    supplier: SupplierFacts,
    service: ServiceProfile,
    prices: Type.Array(PriceLine, { minItems: 1 }),
    certificates: Type.Array(Certificate),
    creditRating: Type.Optional(CreditRating),
    documents: Type.Array(DocumentFact),
    reapplication: Type.Optional(
      Type.Object(
        { applicationId: Id, whatChanged: Text(4000) },
        { description: 'The service was refused before: by which application, and what changed since (A-22)' },
      ),
    ),
  }),
  sample: {
    applicationId: sampleIds.application,
    applicationVersion: 9,
    acceptedOn: '2025-08-12',
    supplier: sampleSupplier,
    service: sampleService,
    prices: [samplePrice],
    certificates: [sampleCertificate],
    creditRating: { agency: '샘플평가', grade: 'BBB', validTo: '2026-06-30' },
    documents: [sampleDocument],
  },
});
export type ApplicationAccepted = EventData<typeof ApplicationAccepted>;
