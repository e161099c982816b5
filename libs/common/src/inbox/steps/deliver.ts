import type { Delivered } from '../delivery/delivery.js';
import type { Running } from '../delivery/running-handlers.js';
import type { EventInBatch, StepParts } from './step.js';

/** Hands the event to its handler. Where the partition is suspected, it is noted first, and there may be a pause. */
export async function deliver({ record, event, work }: EventInBatch, parts: StepParts): Promise<Delivered | Running> {
  const { delivery, suspects, running, patientMs, suspectPatientMs } = parts;
  // After a crash only a subject's last event comes again. One that was handled without an effect, because there was
  // nothing to do at that time, could have one if it came again behind a later event.
  if (work.hasUnstoredEffect(event.subject)) await work.storePositions();
  const handle = () => delivery.deliver(record);
  if (!suspects.isSuspect(work.partition)) return running.deliver(record, patientMs, handle);
  const watched = () => suspects.watch(work.partition, record, handle);
  return running.deliver(record, patientMs + suspectPatientMs, watched);
}
