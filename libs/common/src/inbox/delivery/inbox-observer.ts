import type { ConsumedRecord } from '../../broker/record.js';
import type { EventRef } from '../../broker/event-ref.js';

export type InboxOutcome = 'handled' | 'skipped' | 'duplicate' | 'parked' | 'dead-lettered' | 'redriven';

export interface UnprovenObserver {
  /** @param isKept false once the hour's letters are used up: the record is skipped, and only counted */
  unproven(record: ConsumedRecord, why: string, isKept: boolean): void;
}

export interface InboxObserver extends UnprovenObserver {
  outcome(outcome: InboxOutcome, type: string): void;
  /** Same sequence under another id, both proven: the producer's store was restored, or its key is in other hands. */
  contradiction(event: EventRef, knownId: string): void;
  /** An event came before its predecessor. */
  gap(event: EventRef, topic: string, expected: number): void;
  /** The second reading had other bytes than the first. */
  misread(record: ConsumedRecord): void;
  retry(why: 'transient' | 'mistake', type: string, attempt: number, error: unknown): void;
  log(level: 'info' | 'warn' | 'error', message: string, context?: object): void;
}
