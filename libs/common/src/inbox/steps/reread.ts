import type { ConsumedRecord } from '../../broker/record.js';
import { isKeyedByOther } from '../delivery/read-record.js';
import type { BatchWork } from './batch-work.js';
import type { StepParts, Verdict } from './step.js';

/** Whether to fetch the record once more before it is judged by its bytes; false once it was. */
export const needsReading = (record: ConsumedRecord, { batch }: BatchWork, { readings }: StepParts): boolean =>
  readings.needs(record, batch.records);

/** Producers key each event by its subject: where the two differ, one of them may be damaged. */
export const rereadWrongKey = (record: ConsumedRecord, work: BatchWork, parts: StepParts): Verdict | undefined =>
  isKeyedByOther(record) && needsReading(record, work, parts) ? 'read-again' : undefined;
