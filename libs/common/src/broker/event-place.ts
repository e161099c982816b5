import type { ConsumedRecord } from './record.js';

/** Where an event belongs: the `sequence`-th of its subject on its topic. */
export interface EventPlace {
  readonly subject: string;
  readonly sequence: number;
  readonly eventId: string;
}

/**
 * Read apart from the other headers, for a record whose others are no good has a place too: were it not noted, its
 * subject's next event would look like one after a gap.
 */
export function placeOf({ headers }: ConsumedRecord): EventPlace | undefined {
  const subject = text(headers?.['ce_subject']);
  const sequence = text(headers?.['ce_sequence']);
  if (subject === undefined || sequence === undefined || !/^[1-9][0-9]{0,15}$/.test(sequence)) return undefined;
  return { subject, sequence: Number(sequence), eventId: text(headers?.['ce_id']) ?? '' };
}

const text = (header: Buffer | string | (Buffer | string)[] | undefined): string | undefined =>
  (Array.isArray(header) ? header[0] : header)?.toString();
