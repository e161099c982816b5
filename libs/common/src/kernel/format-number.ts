/** What is kept says of itself: the number of its format, and the lowest number of a build that can read it. */
export interface KeptFormat {
  readonly format: number;
  readonly readableFrom: number;
}

/** A build writes the newest format that it knows, and reads all from the oldest one on. */
export interface BuildFormat extends KeptFormat {
  readonly oldest: number;
}

/**
 * What a build may do with what is kept. It starts on the first four: `BEHIND` waits for a migration, and this
 * build reads both formats; `AHEAD` was migrated by a newer build, and this one still reads it. It refuses the others.
 */
export type FormatStanding = 'NEW' | 'CURRENT' | 'BEHIND' | 'AHEAD' | 'UNNUMBERED' | 'TOO_OLD' | 'TOO_NEW';

/** @param holdsRecords whether anything is kept; asked where there is no number */
export function formatStanding(
  kept: KeptFormat | undefined,
  holdsRecords: boolean,
  { format, oldest }: Pick<BuildFormat, 'format' | 'oldest'>,
): FormatStanding {
  if (kept === undefined) return holdsRecords ? 'UNNUMBERED' : 'NEW';
  if (kept.readableFrom > format) return 'TOO_NEW';
  if (kept.format < oldest) return 'TOO_OLD';
  if (kept.format === format) return 'CURRENT';
  return kept.format < format ? 'BEHIND' : 'AHEAD';
}
