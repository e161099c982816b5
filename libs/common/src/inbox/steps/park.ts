import type { DeadLetterCause } from '../../broker/failures.js';
import { typeOf } from '../delivery/read-record.js';
import type { ParkedWhy } from '../parking/parked-events.js';
import { throughOutages } from './outages.js';
import { needsReading } from './reread.js';
import type { EventInBatch, StepParts, Verdict } from './step.js';

/** An event whose predecessor has not come, or is parked, waits for it. */
export async function parkEarly(at: EventInBatch, parts: StepParts): Promise<Verdict | undefined> {
  const { record, event, work } = at;
  const expected = (work.position(event.subject)?.sequence ?? 0) + 1;
  if (event.sequence <= expected) return undefined;
  const parked = work.partition.parked?.get(event.subject)?.events;
  const isBehind = parked?.has(event.sequence - 1) === true;
  // A parked event is stored byte for byte and judged later, when it may be gone from the log: damage must show now.
  const isDoubtful = !isBehind || !parts.delivery.isReadable(record);
  if (isDoubtful && needsReading(record, work, parts)) return 'read-again';
  if (!isBehind) parts.observer.gap(event, record.topic, expected);
  return park(at, isBehind ? 'BEHIND' : 'GAP', parts);
}

/** Durable before any position or offset that lies behind it. */
export async function park(
  { record, event, work }: EventInBatch,
  why: ParkedWhy,
  { parked, observer }: StepParts,
  cause?: DeadLetterCause,
): Promise<Verdict> {
  await throughOutages(work.batch, observer, () => parked.park(record, event, why, cause?.error));
  work.partition.noteParked(event);
  observer.outcome('parked', typeOf(record));
  return 'done';
}
