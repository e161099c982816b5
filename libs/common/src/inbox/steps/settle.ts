import type { Delivered } from '../delivery/delivery.js';
import { typeOf } from '../delivery/read-record.js';
import type { Running } from '../delivery/running-handlers.js';
import { deadLetter } from './dead-letter.js';
import { park } from './park.js';
import { needsReading } from './reread.js';
import type { EventInBatch, StepParts, Verdict } from './step.js';

/** Longest a partition rests for a slow handler before it is looked at again (ms). */
export const REST_MOST_MS = 10_000;

/** By outcome: slow → leave the turn, transient → back off, early → park, refused → dead-letter, done → move on. */
export async function settle(at: EventInBatch, delivered: Delivered | Running, parts: StepParts): Promise<Verdict> {
  const { record, event, work } = at;
  if (delivered.as === 'running') return leaveTurn(at, delivered, parts);
  if (delivered.as === 'transient') return backOff(at, delivered.error, parts);
  if (isDoubtful(at, delivered, parts)) return 'read-again';
  parts.held.release(work.partition);
  if (delivered.as === 'not-there-yet') return park(at, 'NOT_THERE_YET', parts, delivered.cause);
  if ('cause' in delivered) await deadLetter(record, work, delivered.cause, parts);
  else parts.observer.outcome(delivered.as, typeOf(record));
  if (delivered.as === 'handled') work.noteHandled(event.subject);
  work.moveTo(event);
  return 'done';
}

/** Judged by its bytes alone, which were read once so far. */
function isDoubtful({ record, work }: EventInBatch, { as }: Delivered, parts: StepParts): boolean {
  if (as === 'unreadable') return needsReading(record, work, parts);
  return as === 'skipped' && parts.readings.needsForType(record, work.batch.records);
}

/** The handler runs on; nothing behind this record is touched before it is done. */
function leaveTurn({ record, work }: EventInBatch, { done }: Running, { observer }: StepParts): Verdict {
  const { topic, partition, offset } = record;
  observer.log('warn', 'a handler takes long', { topic, partition, offset, type: typeOf(record) });
  work.batch.rest(REST_MOST_MS, done);
  return 'held';
}

/** The partition rests, the others go on; nothing behind this record is touched before it. */
function backOff({ record, work }: EventInBatch, error: unknown, { held, observer }: StepParts): Verdict {
  const { tries, restMs } = held.hold(work.partition, record.offset);
  observer.retry('transient', typeOf(record), tries, error);
  work.batch.rest(restMs);
  return 'held';
}
