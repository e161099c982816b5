import { Type, type Static } from 'typebox';
import { sampleIds, sampleSupplier } from './samples.js';
import { BusinessNumber, DayText, Id } from './shapes.js';

/** What the public may know of a catalog agreement: number, period, state. */
export const AgreementEventFacts = Type.Object({
  agreementId: Id,
  listingId: Id,
  supplier: BusinessNumber,
  status: Type.Enum(['APPLIED', 'PPS_REVIEW', 'IN_FORCE', 'SUSPENDED', 'ENDED']),
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  validFrom: Type.Optional(DayText),
  validTo: Type.Optional(DayText),
});

export type AgreementEventFacts = Static<typeof AgreementEventFacts>;

export const sampleAgreement: AgreementEventFacts = {
  agreementId: sampleIds.agreement,
  listingId: sampleIds.listing,
  supplier: sampleSupplier.businessNumber,
  status: 'IN_FORCE',
  number: '00-25-00001-00',
  validFrom: '2025-09-30',
  validTo: '2028-09-29',
};
