import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { ListingState } from './domain/listing.state.js';

const own = relation<ListingState>(
  'own listing',
  (listing, caller) => caller.org === listing.facts.supplier.businessNumber,
  ({ org }) => (org === undefined ? undefined : { 'state.facts.supplier.businessNumber': org }),
);
/** No officer decides on a listing of their own house (decree Art. 15-4, ground a). */
const ofOthers = relation<ListingState>(
  'of another organisation than their own',
  (listing, caller) => caller.org !== listing.facts.supplier.businessNumber,
  ({ org }) => (org === undefined ? {} : { 'state.facts.supplier.businessNumber': { not: org } }),
);
const published = relation<ListingState>('published', (listing) => listing.publishedOn !== undefined);

export const listingPermissions = permissionsOn<ListingState>({
  resource: 'listing',
  seenThrough: 'getListing',
  operations: {
    getListing: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
    getListingVersion: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
    /** A reader of the history also sees the working file: contact, changes, deadlines, differences. */
    getListingHistory: { SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
    /** The person a buyer may write to: personal data, so not for the public. */
    getListingContact: {
      SUPPLIER: own,
      NIA_OPERATOR: ofOthers,
      PPS_OFFICER: published,
      INSTITUTION: published,
      AUDITOR: any,
    },
    /** The work list of suppliers and of NIA, unpublished listings included. */
    listListingFiles: { SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
    /** Asked of each compared listing; the comparison itself is in its own table. */
    compareListings: { PUBLIC: published },
    completeListing: { SUPPLIER: own },
    submitListing: { SUPPLIER: own },
    publishListing: { NIA_OPERATOR: ofOthers },
    returnListing: { NIA_OPERATOR: ofOthers },
    requestChange: { SUPPLIER: own },
    approveChange: { NIA_OPERATOR: ofOthers },
    rejectChange: { NIA_OPERATOR: ofOthers },
    suspendListing: { NIA_OPERATOR: ofOthers },
    resumeListing: { NIA_OPERATOR: ofOthers },
    requestRenewal: { SUPPLIER: own },
    renewListing: { NIA_OPERATOR: ofOthers, MINISTRY: ofOthers },
  },
});
