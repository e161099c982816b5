import type { EventInBatch, StepParts } from './step.js';

/**
 * A confidential topic forgets its older records. There the first proven event that a group meets of a subject is the
 * next one, whatever its number: those before it will not come by themselves. On all other topics a missing first event
 * is a gap. Stored at once: if the event itself is parked, its position must be known when it is looked at again.
 */
export async function beginSubject({ record, event, work }: EventInBatch, parts: StepParts): Promise<undefined> {
  const { subject, sequence } = event;
  if (sequence === 1 || !parts.confidential.has(record.topic)) return;
  if (work.position(subject) !== undefined || work.partition.parked?.has(subject) === true) return;
  parts.observer.log('info', 'a subject begins with a later event', { topic: record.topic, subject, sequence });
  await work.beginAt(event);
}
