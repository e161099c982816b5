import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { sumWon } from '#common/kernel/money.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState, Quantity } from './contract.state.js';
import { agreedOf, limitOf, orderedOf, ordersOf } from './performance.rules.js';
import { atAgreedPrices, isUnitPrice, largestOrderOf } from './price-form.rules.js';

export interface OrderInput {
  readonly lines: readonly Quantity[];
  readonly note?: string;
}

/**
 * The institution orders of a unit-price contract (단가계약의 주문): each order within the largest that the terms name,
 * all together within the total.
 * 409 CONTRACT_NOT_ACTIVE, CONTRACT_NOT_UNIT_PRICE, PERIOD_OVER, ORDERS_ABOVE_TOTAL; 422 LINE_MISSING, ORDER_TOO_LARGE
 * and the codes of lines.
 */
export function placeOrder(
  state: ContractState,
  { lines: quantities, note }: OrderInput,
  { today: orderedOn }: Moment,
): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE');
  const agreed = agreedOf(state);
  ensure(isUnitPrice(agreed), () =>
    wrongState(
      'CONTRACT_NOT_UNIT_PRICE',
      'Its price is for all that is bought: only a unit-price contract has orders.',
    ),
  );
  ensure(orderedOn <= agreed.period.to, () =>
    wrongState('PERIOD_OVER', `Its last day was ${agreed.period.to}: what follows is a new contract.`),
  );
  ensure(quantities.length > 0, () => invalid('LINE_MISSING', 'Name at least one price line.'));
  const lines = atAgreedPrices(agreed.lines, quantities);
  const amount = sumWon(lines.map((line) => line.amount));
  const [largest, total, ordered] = [largestOrderOf(agreed), limitOf(state), orderedOf(state)];
  ensure(amount <= largest, () =>
    invalid(
      'ORDER_TOO_LARGE',
      `The order comes to ${amount} won, the deposit covers one of ${largest}: order in parts.`,
    ),
  );
  ensure(ordered + amount <= total, () =>
    wrongState(
      'ORDERS_ABOVE_TOTAL',
      `All orders come to ${ordered + amount} won, the contract is of ${total}: order less, or amend it first.`,
    ),
  );
  const n = ordersOf(state).length + 1;
  return [{ type: 'OrderPlaced', data: { n, orderedOn, lines, amount, ...(note !== undefined && { note }) } }];
}
