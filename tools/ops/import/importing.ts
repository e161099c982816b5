import type { RecordKind, SourceRecord } from '#common/records/shapes.js';
import type { Outcome } from './entering.js';

/** Takes the lines of some kinds into one service. */
export interface Importing<R extends SourceRecord> {
  take(record: R): Promise<Outcome>;
}

/** A line that names another which is not there, or not yet. The run knows whether it can still come. */
export const missing = (kind: RecordKind, number: string, pointer: string): Outcome => ({
  is: 'WAITING',
  for: { kind, number, pointer },
});
