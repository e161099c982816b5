import type { ConsumedRecord } from '../../broker/record.js';
import type { BatchWork } from './batch-work.js';
import { throughOutages } from './outages.js';
import { needsReading } from './reread.js';
import type { StepParts, Verdict } from './step.js';

/**
 * A record that does not prove which service sent it has no effect at all: it moves no position and opens no gap. So it
 * cannot take the place of the event that the service did send, whatever sequence it names.
 */
export async function refuseUnproven(
  record: ConsumedRecord,
  work: BatchWork,
  parts: StepParts,
): Promise<Verdict | undefined> {
  const why = await parts.proofs.whyUnproven(record);
  if (why === undefined) return undefined;
  // A flipped bit breaks a proof too.
  if (needsReading(record, work, parts)) return 'read-again';
  await throughOutages(work.batch, parts.observer, () => parts.unproven.add(record, why));
  return 'done';
}
