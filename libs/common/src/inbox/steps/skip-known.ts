import { typeOf } from '../delivery/read-record.js';
import { needsReading } from './reread.js';
import type { EventInBatch, StepParts, Verdict } from './step.js';

/** Of a sequence whose id is no longer remembered, or never had one. */
const NO_ID = '';

/** A sequence that was settled or parked before is a duplicate; under another id it contradicts the producer's log. */
export function skipKnown(at: EventInBatch, parts: StepParts): Verdict | undefined {
  const { record, event, work } = at;
  const known = knownId(at);
  if (known === undefined) return undefined;
  const isOther = known !== NO_ID && known !== event.eventId;
  // No hash covers the sequence: a flipped bit may make a new event look like one that has long passed.
  if ((isOther || known === NO_ID) && needsReading(record, work, parts)) return 'read-again';
  if (isOther) parts.observer.contradiction(event, known);
  parts.observer.outcome('duplicate', typeOf(record));
  return 'done';
}

/** The id under which this sequence is known; undefined for a sequence that is not. */
function knownId({ event, work }: EventInBatch): string | undefined {
  const position = work.position(event.subject);
  if (position !== undefined && event.sequence < position.sequence) return NO_ID;
  if (position !== undefined && event.sequence === position.sequence) return position.eventId;
  return work.partition.parked?.get(event.subject)?.events.get(event.sequence);
}
