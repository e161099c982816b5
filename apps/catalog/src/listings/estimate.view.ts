import { Type, type Static } from 'typebox';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Estimate } from './domain/estimating.js';

const amount = Type.Integer({ description: 'KRW, VAT included' });

/** What a stated use costs (예상 비용); it binds nobody. */
export const EstimateView = Type.Object(
  {
    listingId: Type.String(),
    contentVersion: Type.Integer({ description: 'The version whose prices it was made of' }),
    lines: Type.Array(
      Type.Object({
        code: Type.String(),
        item: Type.String(),
        quantity: Type.Integer({ description: 'In a month, as it was stated' }),
        months: Type.Integer(),
        units: Type.Integer({ description: 'In a month, whole units' }),
        amount,
      }),
    ),
    amount,
  },
  { $id: 'Estimate' },
);
export type EstimateView = Static<typeof EstimateView>;

export const estimateView = (
  { listingId, version }: Pick<ListingFacts, 'listingId' | 'version'>,
  { lines, amount: total }: Estimate,
): EstimateView => ({ listingId, contentVersion: version, lines: [...lines], amount: total });
