import { any, permissionsOn, relation, type ResourcePermissions } from '#common/auth/permissions.js';
import type { AgreementState } from './agreements/domain/agreement.js';
import type { ComparisonState } from './comparisons/domain/comparison.js';
import type { ListingState } from './listings/domain/listing.state.js';

const ownListing = relation<ListingState>(
  'own listing',
  (listing, caller) => caller.org === listing.facts.supplier.businessNumber,
);
const published = relation<ListingState>('published', (listing) => listing.publishedOn !== undefined);

const listings = permissionsOn<ListingState>({
  resource: 'listing',
  seenThrough: 'getListing',
  operations: {
    getListing: { PUBLIC: published, SUPPLIER: ownListing, NIA_OPERATOR: any, AUDITOR: any },
    getListingVersion: { PUBLIC: published, SUPPLIER: ownListing, NIA_OPERATOR: any, AUDITOR: any },
    /** Who may read the history also sees the working file: contact, changes, deadlines, differences from the selected. */
    getListingHistory: { SUPPLIER: ownListing, NIA_OPERATOR: any, AUDITOR: any },
    /** Whom a buyer may write to: personal, so not for the public. */
    getListingContact: {
      SUPPLIER: ownListing,
      NIA_OPERATOR: any,
      PPS_OFFICER: published,
      INSTITUTION: published,
      AUDITOR: any,
    },
    searchListings: { PUBLIC: any },
    /** The work list of those who prepare and check, unpublished listings included. */
    listListingFiles: { SUPPLIER: ownListing, NIA_OPERATOR: any, AUDITOR: any },
    compareListings: { PUBLIC: published },
    completeListing: { SUPPLIER: ownListing },
    submitListing: { SUPPLIER: ownListing },
    publishListing: { NIA_OPERATOR: any },
    returnListing: { NIA_OPERATOR: any },
    requestChange: { SUPPLIER: ownListing },
    approveChange: { NIA_OPERATOR: any },
    rejectChange: { NIA_OPERATOR: any },
    suspendListing: { NIA_OPERATOR: any },
    resumeListing: { NIA_OPERATOR: any },
    requestRenewal: { SUPPLIER: ownListing },
    renewListing: { NIA_OPERATOR: any, MINISTRY: any },
  },
});

const ownAgreement = relation<AgreementState>(
  'own agreement',
  (agreement, caller) => caller.org === agreement.facts.supplier,
);
const concluded = relation<AgreementState>('concluded', (agreement) => agreement.facts.number !== undefined);

const agreements = permissionsOn<AgreementState>({
  resource: 'agreement',
  seenThrough: 'getAgreement',
  operations: {
    getAgreement: { PUBLIC: concluded, SUPPLIER: ownAgreement, PPS_OFFICER: any, AUDITOR: any },
    listAgreements: { SUPPLIER: ownAgreement, PPS_OFFICER: any, AUDITOR: any },
    /** Who may read the history also sees the dossier; never the public. */
    getAgreementHistory: { SUPPLIER: ownAgreement, PPS_OFFICER: any, AUDITOR: any },
    applyAgreement: { SUPPLIER: ownAgreement },
    startAgreementReview: { PPS_OFFICER: any },
    concludeAgreement: { PPS_OFFICER: any },
    suspendAgreement: { PPS_OFFICER: any },
    endAgreement: { PPS_OFFICER: any },
  },
});

const ownComparison = relation<ComparisonState>(
  'own comparison',
  (comparison, caller) => caller.org === comparison.institution,
);

const comparisons = permissionsOn<ComparisonState>({
  resource: 'comparison',
  seenThrough: 'getComparison',
  operations: {
    getComparison: { INSTITUTION: ownComparison, AUDITOR: any },
    saveComparison: { INSTITUTION: ownComparison },
  },
});

export const catalogPermissions: readonly ResourcePermissions<never>[] = [listings, agreements, comparisons];
