import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import type { Won } from '#common/kernel/money.js';

/** What an amount is of: each has an upper bound of its own. */
type Measured = 'contracts.lineMax' | 'contracts.amountMax';

/**
 * A typing error of some digits is refused where it is made, before it is in every total.
 * @param amount VAT included
 * @throws Refusal 422 AMOUNT_IMPLAUSIBLE
 */
export function ensurePlausible(
  amount: Won,
  bound: Measured,
  pointer: string,
  { policy }: Pick<Moment, 'policy'>,
): void {
  const most = policy[bound];
  ensure(amount <= most, () =>
    invalid('AMOUNT_IMPLAUSIBLE', `${amount} won are more than ${most} (${bound}): check the figures.`, [
      { pointer, code: 'AMOUNT_IMPLAUSIBLE', detail: `at most ${most} won with VAT` },
    ]),
  );
}
