/** An exact fraction, `d` positive: money that is shared out or bears interest is rounded once, at its end. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

/** A decimal number exactly as it is written: 1.25 is 125/100. Policy states rates this way. */
export function decimal(value: number): Ratio {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const places = fraction.length - Number(exponent);
  const n = BigInt(whole + fraction);
  return places >= 0 ? { n, d: 10n ** BigInt(places) } : { n: n * 10n ** BigInt(-places), d: 1n };
}

export const fraction = (n: number, d: number): Ratio => ({ n: BigInt(n), d: BigInt(d) });

export const plus = (a: Ratio, b: Ratio): Ratio => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });

export const times = (...factors: readonly Ratio[]): Ratio =>
  factors.reduce((a, b) => ({ n: a.n * b.n, d: a.d * b.d }), { n: 1n, d: 1n });

/** @throws RangeError when `b` is nothing */
export const over = (a: Ratio, b: Ratio): Ratio => ({ n: a.n * b.d, d: a.d * b.n });

/** Rounded down to a whole number; for amounts, which are never negative. */
export const floored = ({ n, d }: Ratio): number => Number(n / d);

/** Rounded up to a whole number; for amounts, too. */
export const roundedUp = ({ n, d }: Ratio): number => Number((n + d - 1n) / d);
