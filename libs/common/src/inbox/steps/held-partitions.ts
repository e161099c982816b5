import type { Partition } from '../../broker/owned-partitions.js';
import { delayAfter, type Backoff } from '../../kernel/backoff.js';

const BACKOFF: Backoff = { firstMs: 100, mostMs: 2_000 };

/** Partitions held by an outage of something their next record needs, and how often that record was tried. */
export class HeldPartitions {
  private readonly held = new Map<Partition, { readonly offset: string; readonly tries: number }>();

  /** @returns how often the record was tried in a row, and how long its partition rests now (ms) */
  hold(partition: Partition, offset: string): { readonly tries: number; readonly restMs: number } {
    const before = this.held.get(partition);
    const tries = before?.offset === offset ? before.tries + 1 : 1;
    this.held.set(partition, { offset, tries });
    return { tries, restMs: delayAfter(tries, BACKOFF) };
  }

  release(partition: Partition): void {
    this.held.delete(partition);
  }
}
