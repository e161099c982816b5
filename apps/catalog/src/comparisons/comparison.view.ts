import { Type, type Static } from 'typebox';
import { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { Certificate, Grade, PriceLine, ServiceProfile, SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { ComparedListing, ComparisonState } from './domain/comparison.state.js';

export const ComparedListingView = Type.Object({
  listingId: Type.String(),
  listingNo: Type.String(),
  contentVersion: Type.Integer(),
  status: ListingFacts.properties.status,
  validTo: Type.Optional(Type.String({ format: 'date' })),
  grade: Type.Optional(Grade),
  supplier: SupplierFacts,
  service: ServiceProfile,
  prices: Type.Array(PriceLine),
  certificates: Type.Array(Certificate),
  contractCount: Type.Integer(),
  institutionCount: Type.Integer(),
});

export const ComparisonView = Type.Object({ listings: Type.Array(ComparedListingView) }, { $id: 'Comparison' });
export type ComparisonView = Static<typeof ComparisonView>;

/** Evidence for the choice of a supplier: what was compared, as it was then. */
export const SavedComparisonView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    self: Type.String(),
    institution: Type.String(),
    savedOn: Type.String({ format: 'date' }),
    purpose: Type.Optional(Type.String()),
    listings: Type.Array(ComparedListingView),
  },
  { $id: 'SavedComparison' },
);
export type SavedComparisonView = Static<typeof SavedComparisonView>;

const comparedView = ({
  version,
  prices,
  certificates,
  ...listing
}: ComparedListing): Static<typeof ComparedListingView> => ({
  ...listing,
  contentVersion: version,
  prices: [...prices],
  certificates: [...certificates],
});

export const comparisonView = (listings: readonly ComparedListing[]): ComparisonView => ({
  listings: listings.map(comparedView),
});

export function savedComparisonView({ id, version, state }: Snapshot<ComparisonState>): SavedComparisonView {
  const { institution, savedOn, purpose, listings } = state;
  return {
    id,
    version,
    self: `/v1/comparisons/${id}`,
    institution,
    savedOn,
    ...(purpose !== undefined && { purpose }),
    listings: listings.map(comparedView),
  };
}
