import { Type, type Static } from 'typebox';
import { sampleCertificate, sampleIds, samplePrice, sampleService, sampleSupplier } from './samples.js';
import {
  Certificate,
  DayText,
  Grade,
  Id,
  NETWORKS,
  NisVerification,
  PriceLine,
  ServiceProfile,
  SupplierFacts,
} from './shapes.js';

/** A catalog agreement (카탈로그 계약) of the Public Procurement Service in force for a listing. */
export const AgreementFacts = Type.Object({
  agreementId: Id,
  number: Type.String({ minLength: 1, maxLength: 40 }),
  validFrom: DayText,
  validTo: DayText,
});

/** A listing that replaces another one (대체 서비스). */
export const SuccessorFacts = Type.Object({
  listingId: Id,
  listingNo: Type.String({ minLength: 1, maxLength: 40 }),
});

/**
 * Everything a buyer's system must know of a listing, whole in every event of `catalog.listings` from its publication
 * on: the newest event of a subject alone says what holds now, so no reader has to ask back or to have seen the earlier
 * ones.
 */
export const ListingFacts = Type.Object({
  listingId: Id,
  listingNo: Type.String({ minLength: 1, maxLength: 40 }),
  applicationId: Id,
  /** Version of the content; contracts pin it. */
  version: Type.Integer({ minimum: 1 }),
  status: Type.Enum(['PREPARING', 'IN_CHECK', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'DELISTED', 'CANCELLED']),
  selectedOn: DayText,
  sessionNo: Type.Integer({ minimum: 1 }),
  validTo: Type.Optional(DayText),
  grade: Type.Optional(Grade),
  supplier: SupplierFacts,
  service: ServiceProfile,
  prices: Type.Array(PriceLine),
  certificates: Type.Array(Certificate),
  agreement: Type.Optional(AgreementFacts),
  /** One for each network at most; one that has ended stays until another takes its place. */
  nisVerifications: Type.Optional(Type.Array(NisVerification, { minItems: 1, maxItems: NETWORKS.length })),
  /** The listing that replaces this one: selected later, of the same supplier. */
  successor: Type.Optional(SuccessorFacts),
});

/**
 * A listing that is not public, for those who only need to know that it is there: ids, numbers and days, and
 * nothing of what its supplier has written so far.
 */
export const ListingReference = Type.Pick(ListingFacts, [
  'listingId',
  'listingNo',
  'applicationId',
  'version',
  'status',
  'selectedOn',
  'sessionNo',
]);

export type AgreementFacts = Static<typeof AgreementFacts>;
export type ListingFacts = Static<typeof ListingFacts>;
export type ListingReference = Static<typeof ListingReference>;

export const sampleListing: ListingFacts = {
  listingId: sampleIds.listing,
  listingNo: 'DS-2025-000062',
  applicationId: sampleIds.application,
  version: 1,
  status: 'ACTIVE',
  selectedOn: '2025-09-19',
  sessionNo: 62,
  validTo: '2028-09-19',
  grade: 'MEDIUM',
  supplier: sampleSupplier,
  service: sampleService,
  prices: [samplePrice],
  certificates: [sampleCertificate],
};

/** The sample before its publication. */
export const sampleReference: ListingReference = {
  listingId: sampleListing.listingId,
  listingNo: sampleListing.listingNo,
  applicationId: sampleListing.applicationId,
  version: 1,
  status: 'PREPARING',
  selectedOn: sampleListing.selectedOn,
  sessionNo: sampleListing.sessionNo,
};
