import type { FieldError } from './errors.js';
import { tenthsWithVat } from './money.js';

/** What a price line says of its price: per unit, by tiers (구간 요금), by a meter (계량). */
export interface PricedLine {
  readonly unitPrice: number;
  readonly vatIncluded: boolean;
  readonly billingModel: string;
  /** What each unit above a number costs. */
  readonly tiers?: readonly { readonly above: number; readonly unitPrice: number }[];
  /** How many of what is counted make a unit. */
  readonly meter?: { readonly per: number };
}

/** What a form is refused with for its prices. */
export const PRICE_MODEL_FAULTS = ['TIERS_NOT_FALLING', 'METER_NOT_BY_USE'] as const;

/**
 * What is wrong with the tiers and meters of a price table. Tiers begin ever higher and cost ever less. So `unitPrice`
 * is the most that a unit costs, and an agreed price that is not above it is never above the list (§11.6 invariant 4).
 */
export function priceModelFaults(prices: readonly PricedLine[]): readonly FieldError[] {
  return prices.flatMap((line, i) => [
    ...tierFaults(line, i),
    ...(line.meter === undefined || line.billingModel === 'USAGE'
      ? []
      : [
          {
            pointer: `/prices/${i}/meter`,
            code: 'METER_NOT_BY_USE',
            detail: 'only what is billed by use (USAGE) is metered',
          },
        ]),
  ]);
}

function tierFaults({ unitPrice, tiers = [] }: PricedLine, line: number): readonly FieldError[] {
  const steps = [{ above: 0, unitPrice }, ...tiers];
  return tiers.flatMap((tier, i) => {
    const before = steps[i] ?? tier;
    return tier.above > before.above && tier.unitPrice <= before.unitPrice
      ? []
      : [
          {
            pointer: `/prices/${line}/tiers/${i}`,
            code: 'TIERS_NOT_FALLING',
            detail: 'begins above the tier before it, and a unit costs no more',
          },
        ];
  });
}

/** Units that are billed for what was counted: a unit that was begun counts whole. */
export function unitsOf({ meter }: Pick<PricedLine, 'meter'>, counted: number): bigint {
  const per = BigInt(meter?.per ?? 1);
  return (BigInt(counted) + per - 1n) / per;
}

/** What so many units of one month cost as stated, with VAT or without; each unit at the price of its own tier. */
export function costOf({ unitPrice, tiers = [] }: Pick<PricedLine, 'unitPrice' | 'tiers'>, units: bigint): bigint {
  const steps = [{ above: 0, unitPrice }, ...tiers];
  return steps.reduce((sum, step, i) => {
    const to = steps[i + 1]?.above;
    const upTo = to === undefined || units < BigInt(to) ? units : BigInt(to);
    const within = upTo - BigInt(step.above);
    return within > 0n ? sum + within * BigInt(step.unitPrice) : sum;
  }, 0n);
}

/**
 * Whether some number of units costs more by `is` than by `was`. Between two ends of tiers both costs are straight, so
 * the ends and the last slope decide.
 */
export function isDearer(is: PricedLine, was: PricedLine): boolean {
  const ends = [1, ...[...(is.tiers ?? []), ...(was.tiers ?? [])].map(({ above }) => above)];
  const cost = (line: PricedLine, units: number) => tenthsWithVat(costOf(line, BigInt(units)), line.vatIncluded);
  const last = ({ unitPrice, tiers = [], vatIncluded }: PricedLine) =>
    tenthsWithVat(BigInt(tiers.at(-1)?.unitPrice ?? unitPrice), vatIncluded);
  return last(is) > last(was) || ends.some((units) => cost(is, units) > cost(was, units));
}

/** The least that a unit costs: the price of the last tier. */
export const lowestPrice = <L extends Pick<PricedLine, 'unitPrice' | 'tiers'>>(line: L): L => ({
  ...line,
  unitPrice: line.tiers?.at(-1)?.unitPrice ?? line.unitPrice,
});
