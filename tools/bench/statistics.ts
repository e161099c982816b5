import { hash } from 'node:crypto';

/** The middle value; the mean of the middle two of an even number. @throws for no values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('No values: there is no median.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The value below which the share `q` of all values lies, by nearest rank. @throws for no values */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new Error('No values: there is no quantile.');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] as number;
}

/** A figure of this build in proportion to the same figure of the base build, in the same round. */
export interface PairedRatio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @param base figures of the base build, one per round @param present figures of this build, in the same order */
export function pairedRatio(base: readonly number[], present: readonly number[]): PairedRatio {
  if (base.length !== present.length) throw new Error('Each round needs a figure of both builds.');
  const ratios = present.map((value, round) => value / (base[round] as number));
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

/** An order that only the seed decides: that of the digests of seed and place. */
export function shuffled<T>(values: readonly T[], seed: string): T[] {
  const keyed = values.map((value, i) => ({ value, key: hash('sha256', `${seed}:${i}`) }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ value }) => value);
}
