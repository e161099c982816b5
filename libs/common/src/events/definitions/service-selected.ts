import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleCertificate, sampleIds, samplePrice, sampleService, sampleSupplier } from './samples.js';
import { Certificate, DayText, Id, PriceLine, ServiceProfile, SupplierFacts } from './shapes.js';

export const ServiceSelected = defineEvent({
  name: 'ServiceSelected',
  topic: 'review.cases',
  doc: 'The ministry selected a service after the committee reviewed it (선정). Carries the version that was voted on.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    applicationVersion: Type.Integer({ minimum: 1 }),
    sessionNo: Type.Integer({ minimum: 1 }),
    decidedOn: DayText,
    supplier: SupplierFacts,
    service: ServiceProfile,
    prices: Type.Array(PriceLine, { minItems: 1 }),
    certificates: Type.Array(Certificate),
    deemed: Type.Optional(
      Type.Boolean({ description: 'Selected before 2023-01-12 and deemed selected since (2023 addenda Art. 3)' }),
    ),
    migrated: Type.Optional(
      Type.Boolean({
        description: 'Selected before this system, and taken over from its records; absent of all others',
      }),
    ),
  }),
  sample: {
    caseId: sampleIds.case,
    applicationId: sampleIds.application,
    applicationVersion: 9,
    sessionNo: 62,
    decidedOn: '2025-09-19',
    supplier: sampleSupplier,
    service: sampleService,
    prices: [samplePrice],
    certificates: [sampleCertificate],
  },
});
export type ServiceSelected = EventData<typeof ServiceSelected>;
