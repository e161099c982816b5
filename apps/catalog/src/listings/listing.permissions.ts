import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import { isResponsible, isTied } from '#common/kernel/responsible-officer.js';
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
/** one officer decides on a listing, and none who has a tie to its supplier. */
const responsible = relation<ListingState>(
  'responsible officer, of another organisation',
  (listing, caller) => ofOthers.holds(listing, caller) && isResponsible(listing, caller.sub),
);
const untied = relation<ListingState>(
  'of another organisation, no tie declared',
  (listing, caller) => ofOthers.holds(listing, caller) && !isTied(listing, caller.sub),
);
const published = relation<ListingState>('published', (listing) => listing.publishedOn !== undefined);

export const listingPermissions = permissionsOn<ListingState>({
  resource: 'listing',
  seenThrough: 'getListing',
  operations: {
    getListing: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
    getListingVersion: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
    listListingVersions: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
    /** A figure about the listing, not about people. */
    getListingViews: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
    estimateCost: { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any },
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
    // Of two who start it at once, one is told with whom it is.
    startListingCheck: { NIA_OPERATOR: ofOthers },
    takeOverListing: { NIA_OPERATOR: ofOthers },
    handOverListing: { NIA_OPERATOR: ofOthers },
    declareListingTie: { NIA_OPERATOR: ofOthers },
    publishListing: { NIA_OPERATOR: responsible },
    returnListing: { NIA_OPERATOR: responsible },
    requestChange: { SUPPLIER: own },
    approveChange: { NIA_OPERATOR: responsible },
    rejectChange: { NIA_OPERATOR: responsible },
    withdrawChange: { SUPPLIER: own },
    // An incident does not wait for the responsible officer; what ends the suspension is checked.
    suspendListing: { NIA_OPERATOR: untied },
    closeSuspensionReview: { NIA_OPERATOR: untied },
    resumeListing: { NIA_OPERATOR: responsible },
    // What the intelligence service found is entered by who answers for the listing.
    recordNisResult: { NIA_OPERATOR: responsible },
    correctNisResult: { NIA_OPERATOR: responsible },
    // Of an ended listing too: its last officer answers for it.
    nameSuccessor: { NIA_OPERATOR: responsible },
    requestRenewal: { SUPPLIER: own },
    renewListing: { NIA_OPERATOR: responsible, MINISTRY: ofOthers },
    refuseRenewal: { NIA_OPERATOR: responsible, MINISTRY: ofOthers },
    requestDelisting: { SUPPLIER: own },
    delistListing: { NIA_OPERATOR: responsible, MINISTRY: ofOthers },
  },
});
