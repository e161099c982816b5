import type { PriceLine } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import { costOf, unitsOf } from '#common/kernel/price-model.js';
import { repeatedAt } from '#common/kernel/repeated.js';

/** What a buyer expects to use of one price line. */
export interface StatedUse {
  readonly code: string;
  /** In a month: units, or what the meter of the line counts. */
  readonly quantity: number;
  readonly months: number;
}

export interface EstimatedLine extends StatedUse {
  readonly item: string;
  /** In a month, whole units. */
  readonly units: number;
  /** KRW of all months, VAT included; VAT is rounded down once for the line. */
  readonly amount: number;
}

export interface Estimate {
  readonly lines: readonly EstimatedLine[];
  /** KRW, VAT included. */
  readonly amount: number;
}

/**
 * What a stated use costs at the listed prices (예상 비용): each month by the tiers of its line, in whole won. It binds
 * nobody: a supplier quotes the listed prices or less.
 * @throws Refusal 422 PRICE_LINE_UNKNOWN, USE_REPEATED, MINIMUM_MONTHS, AMOUNT_IMPLAUSIBLE
 */
export function estimateCost(
  prices: readonly PriceLine[],
  use: readonly StatedUse[],
  { policy }: Pick<Moment, 'policy'>,
): Estimate {
  const [again] = repeatedAt(use, ({ code }) => code);
  ensure(again === undefined, () =>
    invalid('USE_REPEATED', `Price line ${use[again ?? 0]?.code} is named twice: state its use once.`),
  );
  const lines = use.map((one) => lineOf(prices, one, policy['contracts.lineMax']));
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const most = policy['contracts.amountMax'];
  ensure(amount <= most, () => implausible(`Together the lines are above ${most} won with VAT (contracts.amountMax).`));
  return { lines, amount };
}

function lineOf(prices: readonly PriceLine[], use: StatedUse, most: number): EstimatedLine {
  const price = prices.find(({ code }) => code === use.code);
  ensure(price !== undefined, () =>
    invalid('PRICE_LINE_UNKNOWN', `The listing has no price line ${use.code}: name one of its price table.`),
  );
  const { minimumMonths = 1 } = price;
  ensure(use.months >= minimumMonths, () =>
    invalid('MINIMUM_MONTHS', `Price line ${use.code} is taken for ${minimumMonths} months at least.`),
  );
  const units = unitsOf(price, use.quantity);
  const stated = costOf(price, units) * BigInt(use.months);
  const amount = price.vatIncluded ? stated : stated + stated / VAT_DIVISOR;
  ensure(amount <= BigInt(most), () =>
    implausible(`Price line ${use.code} is above ${most} won with VAT (contracts.lineMax).`),
  );
  return { ...use, item: price.item, units: Number(units), amount: Number(amount) };
}

/** VAT of 10 %. */
const VAT_DIVISOR = 10n;

const implausible = (detail: string) => invalid('AMOUNT_IMPLAUSIBLE', `${detail.slice(0, -1)}: check the quantities.`);
