import type { ConsumedRecord } from './record.js';

/** Which event a record carries: the `sequence`-th of its subject on its topic. */
export interface EventRef {
  readonly subject: string;
  readonly sequence: number;
  readonly eventId: string;
}

/**
 * Reads only these three headers. A record whose other headers are unreadable still names its event: if that were not
 * noted, the subject's next event would look like one after a gap.
 * @returns undefined for a record that names no event
 */
export function eventRefOf({ headers }: ConsumedRecord): EventRef | undefined {
  const subject = text(headers?.['ce_subject']);
  const sequence = text(headers?.['ce_sequence']);
  if (subject === undefined || sequence === undefined || !/^[1-9][0-9]{0,15}$/.test(sequence)) return undefined;
  return { subject, sequence: Number(sequence), eventId: text(headers?.['ce_id']) ?? '' };
}

const text = (header: Buffer | string | (Buffer | string)[] | undefined): string | undefined =>
  (Array.isArray(header) ? header[0] : header)?.toString();
