import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordBatch } from '../../broker/consumer-group.js';
import { failureOf } from '../../broker/failures.js';
import { delayAfter, type Backoff } from '../../kernel/backoff.js';
import type { InboxObserver } from '../delivery/inbox-observer.js';

const BACKOFF: Backoff = { firstMs: 100, mostMs: 2_000 };
const HEARTBEAT_EVERY_MS = 500;

/**
 * The inbox's own reads and writes: an outage is waited out inside the batch, as a member of the group.
 * @throws any other error, and an error of type `REBALANCE_IN_PROGRESS` once the partition is no longer ours
 */
export async function throughOutages<T>(
  batch: RecordBatch,
  observer: InboxObserver,
  act: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (failureOf(error) !== 'transient') throw error;
      observer.retry('transient', 'inbox', tries, error);
      await waitAsMember(batch, delayAfter(tries, BACKOFF));
    }
  }
}

async function waitAsMember(batch: RecordBatch, ms: number): Promise<void> {
  for (const until = performance.now() + ms; performance.now() < until;) {
    await sleep(Math.min(HEARTBEAT_EVERY_MS, Math.max(1, until - performance.now())));
    await batch.heartbeat();
  }
  if (!batch.wanted())
    throw Object.assign(new Error('the partition is no longer ours'), { type: 'REBALANCE_IN_PROGRESS' });
}
