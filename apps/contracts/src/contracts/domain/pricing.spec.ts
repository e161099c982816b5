import fc from 'fast-check';
import type { PriceLine } from '#common/events/definitions/shapes.js';
import { samplePrice } from '#common/events/definitions/samples.js';
import type { StatedPrice } from '#common/kernel/money.js';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { entry, line, negotiated, offer, planned, quoting, terms } from '../../testing/contract-steps.js';
import { submitQuote } from './answering.js';
import type { ContractState, Offer, Terms } from './contract.state.js';
import { type LineInput, pricedLines, vatOf } from './contract.rules.js';
import { agreeTerms } from './negotiating.js';

/** An exact fraction of integers: the oracle knows nothing of how the code computes. */
interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

const isAbove = (a: Rational, b: Rational): boolean => a.n * b.d > b.n * a.d;
const floorOf = ({ n, d }: Rational): bigint => n / d;
/** What a quantity costs with VAT: a tenth on top of a supply price. */
const costs = ({ unitPrice, vatIncluded }: StatedPrice, quantity = 1): Rational =>
  vatIncluded
    ? { n: BigInt(unitPrice) * BigInt(quantity), d: 1n }
    : { n: BigInt(unitPrice) * BigInt(quantity) * 110n, d: 100n };

const listed = (...prices: readonly StatedPrice[]): PriceLine[] =>
  prices.map((price, i) => ({ ...samplePrice, ...price, code: `P${i}` }));

describe('Prices with VAT', () => {
  it.each<[string, StatedPrice, StatedPrice]>([
    ['#39: 5 won plus VAT, listed at 5 with VAT', at(5, false), at(5, true)],
    ['F-28: 9 won plus VAT, listed at 9 with VAT', at(9, false), at(9, true)],
    ['2,727,273 plus VAT, listed at 3,000,000 with VAT', at(2_727_273, false), at(3_000_000, true)],
  ])(
    '%s, are above the list, however many are bought',
    proves({ 'R-30': pricedLines, '11.6/4': pricedLines }),
    (_, offered, price) => {
      const prices = listed(price);
      const quoted = { ...line(offered), priceCode: 'P0', quantity: 1_000_000 };
      expect(refusalOf(() => pricedLines([quoted], prices, 'PRICE_ABOVE_LISTED', momentOf('2025-10-10')))).toBe(
        'PRICE_ABOVE_LISTED',
      );
      negotiated('quoting')
        .on('2025-10-10')
        .when(quoting({ entry: entry({ prices }), lines: [quoted] }))
        .thenRefused('PRICE_ABOVE_LISTED');
    },
  );

  it('F-28: take the highest price without VAT that is not above the list', () => {
    const prices = listed(at(3_000_000, true));
    const priced = pricedLines(
      [{ ...line(at(2_727_272, false)), priceCode: 'P0' }],
      prices,
      'PRICE_ABOVE_LISTED',
      momentOf('2025-10-10'),
    );
    expect(priced.amount).toBe(35_999_990);
  });

  it('F-28: name in a refusal the highest price in the way that was stated', () => {
    const prices = listed(at(3_000_000, true));
    const quoted = { ...line(at(2_727_273, false)), priceCode: 'P0' };
    expect(() => pricedLines([quoted], prices, 'PRICE_ABOVE_LISTED', momentOf('2025-10-10'))).toThrow(
      /at most 2727272 won without VAT/,
    );
  });

  it(
    'F-28, R-30: lose VAT once per contract line, and the VAT of a contract is that of its lines',
    proves({ 'R-30': vatOf }),
    () => {
      // Three lines of 1,000,009 won plus VAT: each loses 0.9 won.
      const prices = listed(at(1_000_009, false), at(1_000_009, false), at(1_000_009, false));
      const lines = prices.map(({ code }) => ({ ...line(at(1_000_009, false)), priceCode: code, quantity: 1 }));
      const contract = negotiated('signed', planned(), { listed: entry({ prices }), lines });
      expect(contract.state.concluded).toMatchObject({ amount: 3 * 1_100_009, vat: 3 * 100_000 });
    },
  );

  it('§11.6 (4), R-30: of no offer and no agreed terms are above the pinned version, by an exact oracle', () => {
    const quotingState = negotiated('quoting', planned({ need: { budgetAmount: MOST } })).state;
    const chosenState = negotiated('chosen', planned({ need: { budgetAmount: MOST } })).state;
    const quotedOn = momentOf('2025-10-10');
    const agreedOn = momentOf('2025-10-15');
    fc.assert(
      fc.property(deals, ({ prices, offered, agreed }) => {
        const listing = entry({ prices: listed(...prices) });
        const lines = linesOf(offered);
        const isOver = offered.some((one, i) => isAbove(costs(one), costs(prices[i] ?? one)));
        const decide = () => submitQuote(quotingState, offer({ entry: listing, lines }), quotedOn);
        expect(refusalOf(decide)).toBe(isOver ? 'PRICE_ABOVE_LISTED' : 'nothing refused');
        if (isOver) return;
        const quote = (decide()[0] as { data: { offer: Offer } }).data.offer;
        expect(quote.lines.map((one) => BigInt(one.amount))).toEqual(
          offered.map((one) => floorOf(costs(one, one.quantity))),
        );
        const negotiating = withOffer(chosenState, quote);
        let stated: Terms | undefined;
        const refused = refusalOf(() => {
          const [event] = agreeTerms(negotiating, terms('SUPPLIER', { lines: linesOf(agreed) }), agreedOn);
          stated = (event as { data: { terms: Terms } }).data.terms;
        });
        const isOverOffer = agreed.some((one, i) => isAbove(costs(one), costs(offered[i] ?? one)));
        const sum = agreed.reduce((total, one) => total + floorOf(costs(one, one.quantity)), 0n);
        const isOverInAll = sum > BigInt(quote.amount);
        expect(refused).toBe(isOverOffer || isOverInAll ? 'PRICE_ABOVE_QUOTE' : 'nothing refused');
        if (stated === undefined) return;
        expect(BigInt(stated.amount)).toBe(sum);
        for (const [i, one] of stated.lines.entries()) {
          const pinned = quote.listing.prices[i];
          expect(pinned !== undefined && isAbove(costs(one), costs(pinned))).toBe(false);
        }
      }),
      propertyRuns(10_000),
    );
  }, 60_000);
});

const MOST = 9_000_000_000_000;
/** Prices of a few won, where rounding bites, as often as large ones. */
const unitPrices = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 5_000_000 }));
const near = (price: number) =>
  fc.oneof(
    fc.integer({ min: -2, max: 2 }).map((off) => Math.max(0, price + off)),
    fc.constantFrom(Math.floor((price * 10) / 11), Math.ceil((price * 10) / 11), Math.floor((price * 11) / 10)),
  );
const stated = (price: fc.Arbitrary<number>) =>
  fc.record({ unitPrice: price, vatIncluded: fc.boolean(), quantity: fc.integer({ min: 1, max: 1_000 }) });

/** One to three lines: listed, offered close to the list, agreed close to the offer. */
const deals = fc
  .array(fc.record({ unitPrice: unitPrices, vatIncluded: fc.boolean() }), { minLength: 1, maxLength: 3 })
  .chain((prices) =>
    fc.record({
      prices: fc.constant(prices),
      offered: fc.tuple(...prices.map((price) => stated(near(price.unitPrice)))),
      agreed: fc.tuple(...prices.map((price) => stated(near(price.unitPrice)))),
    }),
  );

const linesOf = (lines: readonly Omit<LineInput, 'priceCode'>[]): readonly LineInput[] =>
  lines.map((one, i) => ({ ...one, priceCode: `P${i}` }));

function at(unitPrice: number, vatIncluded: boolean): StatedPrice {
  return { unitPrice, vatIncluded };
}

/** The contract as if its one offer were this one. */
const withOffer = (state: ContractState, quote: Offer): ContractState => ({
  ...state,
  invitations: state.invitations.map((one) => ({ ...one, offer: quote })),
});
