import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { ListingState } from './domain/listing.state.js';

const own = relation<ListingState>(
  'own listing',
  (listing, caller) => caller.org === listing.facts.supplier.businessNumber,
  ({ org }) => (org === undefined ? undefined : { 'state.facts.supplier.businessNumber': org }),
);
const published = relation<ListingState>('published', (listing) => listing.publishedOn !== undefined);

export const listingPermissions = permissionsOn<ListingState>({
  resource: 'listing',
  seenThrough: 'getListing',
  operations: {
    getListing: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: any, AUDITOR: any },
    getListingVersion: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: any, AUDITOR: any },
    /** A reader of the history also sees the working file: contact, changes, deadlines, differences. */
    getListingHistory: { SUPPLIER: own, NIA_OPERATOR: any, AUDITOR: any },
    /** The person a buyer may write to: personal data, so not for the public. */
    getListingContact: {
      SUPPLIER: own,
      NIA_OPERATOR: any,
      PPS_OFFICER: published,
      INSTITUTION: published,
      AUDITOR: any,
    },
    /** The work list of suppliers and of NIA, unpublished listings included. */
    listListingFiles: { SUPPLIER: own, NIA_OPERATOR: any, AUDITOR: any },
    /** Asked of each compared listing; the comparison itself is in its own table. */
    compareListings: { PUBLIC: published },
    completeListing: { SUPPLIER: own },
    submitListing: { SUPPLIER: own },
    publishListing: { NIA_OPERATOR: any },
    returnListing: { NIA_OPERATOR: any },
    requestChange: { SUPPLIER: own },
    approveChange: { NIA_OPERATOR: any },
    rejectChange: { NIA_OPERATOR: any },
    suspendListing: { NIA_OPERATOR: any },
    resumeListing: { NIA_OPERATOR: any },
    requestRenewal: { SUPPLIER: own },
    renewListing: { NIA_OPERATOR: any, MINISTRY: any },
  },
});
