import { CONTRADICTION } from '../dead-letters/unproven-letters.js';
import { NO_ID } from '../delivery/positions.js';
import { typeOf } from '../delivery/read-record.js';
import { deadLetter } from './dead-letter.js';
import { needsReading } from './reread.js';
import type { EventInBatch, StepParts, Verdict } from './step.js';

/**
 * A sequence that was settled or parked before is a duplicate. Under another id it contradicts what its producer said
 * before: only an operator can tell which of the two holds, so the later one is kept for them.
 */
export async function skipKnown(at: EventInBatch, parts: StepParts): Promise<Verdict | undefined> {
  const { record, event, work } = at;
  const known = knownId(at);
  if (known === undefined) return undefined;
  const isOther = known !== NO_ID && known !== event.eventId;
  if (isOther && needsReading(record, work, parts)) return 'read-again';
  if (!isOther) {
    parts.observer.outcome('duplicate', typeOf(record));
    return 'done';
  }
  parts.observer.contradiction(event, known);
  const error = `Event ${event.eventId} is number ${event.sequence} of ${event.subject}, and so is ${known}, which came first.`;
  await deadLetter(record, work, { reason: CONTRADICTION, error, attempts: 1 }, parts);
  return 'done';
}

/** The id under which this sequence is known; undefined for a sequence that is not. */
function knownId({ event, work }: EventInBatch): string | undefined {
  const position = work.position(event.subject);
  if (position !== undefined && event.sequence < position.sequence) return NO_ID;
  if (position !== undefined && event.sequence === position.sequence) return position.eventId;
  return work.partition.parked?.get(event.subject)?.events.get(event.sequence);
}
