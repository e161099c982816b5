import type { ConsumedRecord } from '../../broker/record.js';
import type { EventPlace } from '../../broker/event-place.js';

export type InboxOutcome = 'handled' | 'skipped' | 'duplicate' | 'parked' | 'dead-lettered' | 'redriven';

export interface InboxObserver {
  outcome(outcome: InboxOutcome, type: string): void;
  /** Same sequence, other id: the producer's store was restored, or a record was forged. */
  contradiction(event: EventPlace, knownId: string): void;
  /** An event came before the one before it. */
  gap(event: EventPlace, topic: string, expected: number): void;
  /** It came with other bytes when it was fetched once more. */
  misread(record: ConsumedRecord): void;
  retry(why: 'transient' | 'mistake', type: string, attempt: number, error: unknown): void;
  log(level: 'info' | 'warn' | 'error', message: string, context?: object): void;
}
