import type { ConsumedRecord } from '../../broker/record.js';
import type { EventRef } from '../../broker/event-ref.js';
import type { ProofCheck } from '../../events/proofs/proof-check.js';
import type { DeadLetters } from '../dead-letters/dead-letters.js';
import type { UnprovenLetters } from '../dead-letters/unproven-letters.js';
import type { Delivery } from '../delivery/delivery.js';
import type { InboxObserver } from '../delivery/inbox-observer.js';
import type { RunningHandlers } from '../delivery/running-handlers.js';
import type { ParkedEvents } from '../parking/parked-events.js';
import type { SecondReadings } from '../poison/second-readings.js';
import type { Suspects } from '../poison/suspects.js';
import type { BatchWork } from './batch-work.js';
import type { HeldPartitions } from './held-partitions.js';

/** What was decided about a record. A step that leaves the decision to the next one answers undefined. */
export type Verdict =
  /** Handled, skipped, parked or dead-lettered, and that is durable or noted in its batch: the next record is up. */
  | 'done'
  /** It cannot be handled now: the batch ends before it, and its partition rests. */
  | 'held'
  /** Its bytes look wrong: the batch ends before it, and it is fetched a second time. */
  | 'read-again';

/** A record that names its event, and the batch it came with. */
export interface EventInBatch {
  readonly record: ConsumedRecord;
  readonly event: EventRef;
  readonly work: BatchWork;
}

/** What the steps work with. */
export interface StepParts {
  readonly proofs: Pick<ProofCheck, 'whyUnproven'>;
  readonly unproven: Pick<UnprovenLetters, 'add'>;
  readonly delivery: Pick<Delivery, 'deliver' | 'isReadable'>;
  readonly parked: Pick<ParkedEvents, 'park'>;
  readonly deadLetters: Pick<DeadLetters, 'add'>;
  readonly suspects: Pick<Suspects, 'isSuspect' | 'watch'>;
  readonly readings: SecondReadings;
  readonly running: RunningHandlers;
  readonly held: HeldPartitions;
  /** Topics, with their prefix, whose older records may be gone. */
  readonly confidential: ReadonlySet<string>;
  readonly observer: InboxObserver;
  readonly now: () => Date;
  /** Longest a batch waits for a slow handler (ms). */
  readonly patientMs: number;
  /** Added to it while the partition is suspected: the handler may start after a pause. */
  readonly suspectPatientMs: number;
}
