import { causeOf, type DeadLetterCause } from '../../broker/failures.js';
import type { ConsumedRecord } from '../../broker/record.js';
import { readMeta, typeOf } from '../delivery/read-record.js';
import type { BatchWork } from './batch-work.js';
import { throughOutages } from './outages.js';
import { needsReading } from './reread.js';
import type { EventInBatch, StepParts, Verdict } from './step.js';

/** A record that names no event moves no position. Unreadable in both readings, it is a dead letter. */
export async function deadLetterUnnamed(record: ConsumedRecord, work: BatchWork, parts: StepParts): Promise<Verdict> {
  return (await deadLetterHeaders(record, work, parts)) ?? 'done';
}

/**
 * An event whose position is passed is not delivered, so its headers are judged here. What it would be a duplicate of
 * is not certain while they are unreadable.
 */
export async function deadLetterUnreadable(
  { record, event, work }: EventInBatch,
  parts: StepParts,
): Promise<Verdict | undefined> {
  if (event.sequence > (work.position(event.subject)?.sequence ?? 0)) return undefined;
  return deadLetterHeaders(record, work, parts);
}

async function deadLetterHeaders(
  record: ConsumedRecord,
  work: BatchWork,
  parts: StepParts,
): Promise<Verdict | undefined> {
  const cause = whyUnreadable(record);
  if (cause === undefined) return undefined;
  if (needsReading(record, work, parts)) return 'read-again';
  await deadLetter(record, work, cause, parts);
  return undefined;
}

/** In the store and on the dead-letter topic when this resolves. */
export async function deadLetter(
  record: ConsumedRecord,
  { batch }: BatchWork,
  cause: DeadLetterCause,
  { deadLetters, observer, now }: StepParts,
): Promise<void> {
  const { topic, partition, offset } = record;
  observer.log('error', 'dead letter', { topic, partition, offset, ...cause });
  await throughOutages(batch, observer, () => deadLetters.add(record, cause, now()));
  observer.outcome('dead-lettered', whyUnreadable(record) === undefined ? typeOf(record) : 'unknown');
}

function whyUnreadable(record: ConsumedRecord): DeadLetterCause | undefined {
  try {
    readMeta(record);
    return undefined;
  } catch (error) {
    return causeOf(error, 1);
  }
}
