import type { ContractLine } from '#common/events/definitions/contract-facts.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import { lineAmount, sumWon, won, type Won } from '#common/kernel/money.js';
import { ensureNamedOnce, mostSpent, wrongLine } from './contract.rules.js';
import type { Quantity, Terms } from './contract.state.js';
import type { UsedLine } from './performance.state.js';

type Formed = Pick<Terms, 'lines' | 'amount' | 'cap' | 'priceForm' | 'largestOrder'>;

/** Quantities are ordered as need arises: those of the terms are what is expected. */
export const isUnitPrice = ({ priceForm }: Pick<Terms, 'priceForm'>): boolean => priceForm === 'UNIT_PRICE';

/**
 * A unit-price contract names its largest order, and no other does: the deposit of such a contract looks at it (§5.2).
 * @throws Refusal 422 LARGEST_ORDER_INVALID, and those of its lines
 */
export function ensureForm(terms: Formed): void {
  const { lines, largestOrder } = terms;
  ensure(isUnitPrice(terms) === (largestOrder !== undefined), () =>
    wrongOrder(
      isUnitPrice(terms)
        ? 'a unit-price contract names the most that one order takes'
        : 'only a unit-price contract has orders: leave it out, or state UNIT_PRICE',
    ),
  );
  if (largestOrder === undefined) return;
  const amount = sumWon(atAgreedPrices(lines, largestOrder, 'largestOrder').map((line) => line.amount));
  const most = mostSpent(terms);
  ensure(0 < amount && amount <= most, () =>
    wrongOrder(`it comes to ${amount} won: an order is of more than nothing, and of the ${most} won in all at most`),
  );
}

const wrongOrder = (detail: string) =>
  invalid('LARGEST_ORDER_INVALID', `The largest order does not fit: ${detail}.`, [
    { pointer: '/largestOrder', code: 'LARGEST_ORDER_INVALID', detail },
  ]);

/** What the largest order comes to, VAT included. */
export const largestOrderOf = ({ lines, largestOrder = [] }: Pick<Terms, 'lines' | 'largestOrder'>): Won =>
  sumWon(atAgreedPrices(lines, largestOrder).map(({ amount }) => amount));

/**
 * What the deposit is a share of: the most that may be spent; of a unit-price contract its largest order
 * (S18 Art. 50).
 */
export const depositBase = (terms: Formed): Won => (isUnitPrice(terms) ? largestOrderOf(terms) : mostSpent(terms));

/**
 * Quantities at the agreed unit prices; VAT is rounded down once for each line.
 * @throws Refusal 422 LINE_REPEATED, PRICE_LINE_UNKNOWN, MONEY_INVALID at the field `at`
 */
export function atAgreedPrices(
  agreed: readonly ContractLine[],
  quantities: readonly Quantity[],
  at = 'lines',
): readonly UsedLine[] {
  ensureNamedOnce(quantities);
  return quantities.map(({ priceCode, quantity }, i) => {
    const line = agreed.find((one) => one.priceCode === priceCode);
    if (line === undefined)
      throw wrongLine(i, 'priceCode', 'PRICE_LINE_UNKNOWN', `there is no price line ${priceCode} in the contract`, at);
    won(line.unitPrice * quantity, `/${at}/${i}/quantity`);
    return { priceCode, quantity, amount: lineAmount(line, quantity) };
  });
}
