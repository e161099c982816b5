import { Type, type Static } from 'typebox';
import { SupplierFacts, WonAmount } from '#common/events/definitions/shapes.js';
import { partOf, partsOf } from './domain/consortium.rules.js';
import { CONSORTIUM_MANNERS, type Consortium } from './domain/consortium.state.js';
import type { Offer, Terms } from './domain/contract.state.js';

/** The companies behind an offer (공동수급체), the representative first. */
export const ConsortiumView = Type.Object({
  manner: Type.Enum(CONSORTIUM_MANNERS),
  members: Type.Array(
    Type.Object({
      supplier: SupplierFacts,
      perMille: Type.Optional(Type.Integer({ description: 'With JOINT: share of the whole, in thousandths' })),
      priceCodes: Type.Optional(Type.Array(Type.String(), { description: 'With DIVIDED: the lines that it performs' })),
      amount: WonAmount,
    }),
  ),
});
export type ConsortiumView = Static<typeof ConsortiumView>;

/** With what each member has of these terms, or of an offer. VAT included. */
export function consortiumView(
  consortium: Consortium,
  { amount, lines }: Pick<Offer | Terms, 'amount' | 'lines'>,
): ConsortiumView {
  const parts = partsOf(consortium, amount, lines);
  const shareOf = (businessNumber: string) => partOf(parts, businessNumber);
  const members =
    consortium.manner === 'JOINT'
      ? consortium.members.map((one) => ({ ...one, amount: shareOf(one.supplier.businessNumber) }))
      : consortium.members.map(({ supplier, priceCodes }) => ({
          supplier,
          priceCodes: [...priceCodes],
          amount: shareOf(supplier.businessNumber),
        }));
  return { manner: consortium.manner, members };
}
