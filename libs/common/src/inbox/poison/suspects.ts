import { setTimeout as sleep } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import type mongoose from 'mongoose';
import { DURABLE } from '../../store/durability.js';
import { newId } from '../../kernel/ids.js';
import { within } from '../../kernel/settles-within.js';
import type { ConsumedRecord } from '../../broker/record.js';
import type { Delivered } from '../delivery/delivery.js';
import { failureOf } from '../../broker/failures.js';
import { killsProcess } from '../delivery/in-flight.js';
import type { Partition } from '../../broker/owned-partitions.js';

interface HolderRow {
  readonly _id: string;
  /** The process that works on the partition, or did so last. */
  readonly holder: string;
  /** The holder let go of the partition in order. */
  readonly clean: boolean;
  /** Offset of the suspect that was being handled. */
  readonly offset?: string;
  /** Processes that had died while handling it. */
  readonly deaths?: number;
}

/** Until the first batch after an unclean stop is done, each of its records may have ended the process. */
interface Suspicion {
  readonly offset: string | undefined;
  readonly deaths: number;
  /** Offset of that batch's last record. */
  readonly until: string;
}

const STOP_WITHIN_MS = 2_000;
const NAMED_DEATHS = 2;
/** Only the last tries come after a pause. Many deaths are allowed where processes are killed from outside. */
const TRIES_AFTER_PAUSE = 2;
const PAUSE_MS = 2_000;

/**
 * Finds the record that ends the process whenever it is handled. Usually this costs one write when a partition is taken
 * and one when it is let go, none per event.
 *
 * - If the last holder did not let go, the record it was handling lies in the batch that comes again. That batch is
 *   handled one record at a time: each is noted before and its position stored after, so the next death names its
 *   record.
 * - The last two tries come after a pause. A death during the pause was not caused by the event, so the count restarts.
 *   Random kills nearly always hit the pause; an event that crashes its handler never does.
 * - After `deathsMax` deaths the record is dead-lettered without another try.
 */
export class Suspects {
  private readonly rows: mongoose.mongo.Collection<HolderRow>;
  private readonly holder = newId();
  private readonly taken = new Map<Partition, Suspicion | undefined>();
  private readonly mutex = new Mutex();

  constructor(
    db: mongoose.mongo.Db,
    private readonly group: string,
    private readonly deathsMax: number,
    private readonly pause: (ms: number) => Promise<unknown> = sleep,
  ) {
    this.rows = db.collection('inbox_holders', DURABLE);
  }

  /** At every batch; writes at the first one after the partition was given to this process. */
  async take(partition: Partition, records: readonly ConsumedRecord[]): Promise<void> {
    if (this.taken.has(partition)) return;
    const before = await this.rows.findOneAndUpdate(
      { _id: this.id(partition) },
      { $set: { holder: this.holder, clean: false } },
      { upsert: true, returnDocument: 'before' },
    );
    const until = records.at(-1)?.offset;
    const isSuspect = before !== null && !before.clean && before.holder !== this.holder && until !== undefined;
    // Without a note any of the records may have been in flight; with one, that one was.
    const suspicion = isSuspect && { offset: before.offset, deaths: (before.deaths ?? 0) + 1, until };
    this.taken.set(partition, suspicion === false ? undefined : suspicion);
  }

  isSuspect(partition: Partition): boolean {
    return this.taken.get(partition) !== undefined;
  }

  /** Across all partitions: with two suspects in flight, a death would count for the innocent one as well. */
  oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(work);
  }

  /** Notes a record of a suspected partition and hands it to its handler, unless it has had its deaths. */
  async watch(partition: Partition, { offset }: ConsumedRecord, deliver: () => Promise<Delivered>): Promise<Delivered> {
    const suspicion = this.taken.get(partition);
    if (suspicion === undefined) return deliver();
    const isMeant = suspicion.offset === undefined || suspicion.offset === offset;
    const deaths = isMeant ? suspicion.deaths : 0;
    if (deaths >= this.deathsMax) return { as: 'refused', cause: killsProcess(deaths) };
    try {
      if (deaths >= Math.max(NAMED_DEATHS, this.deathsMax - TRIES_AFTER_PAUSE)) {
        await this.note(partition, offset, 0);
        await this.pause(PAUSE_MS);
      }
      await this.note(partition, offset, deaths);
      const delivered = await deliver();
      // It will be handed in again, or no handler has seen it: it has not ended the process.
      if (delivered.as === 'transient' || delivered.as === 'unreadable') await this.forget(partition);
      return delivered;
    } catch (error) {
      if (failureOf(error) !== 'transient') throw error;
      return { as: 'transient', error };
    }
  }

  /** The batch was worked through up to `next`: once that is behind the suspected batch, the suspicion ends. */
  async passed(partition: Partition, next: string): Promise<void> {
    const suspicion = this.taken.get(partition);
    if (suspicion === undefined || BigInt(next) <= BigInt(suspicion.until)) return;
    await this.forget(partition);
    this.taken.set(partition, undefined);
  }

  /** Between two batches, when another instance gets the partition. A suspicion is left to the next holder. */
  async letGo(partition: Partition): Promise<void> {
    const suspicion = this.taken.get(partition);
    if (!this.taken.delete(partition) || suspicion !== undefined) return;
    await within(STOP_WITHIN_MS, this.rows.updateOne(this.mine(partition), { $set: { clean: true } }));
  }

  /** Of all partitions at once, after the last batch. One whose last record is in flight stays unclean. */
  async letGoOfAll(isBusy: (partition: Partition) => boolean = () => false): Promise<void> {
    const clean = [...this.taken].filter(([partition, suspicion]) => suspicion === undefined && !isBusy(partition));
    this.taken.clear();
    if (clean.length === 0) return;
    const mine = { _id: { $in: clean.map(([partition]) => this.id(partition)) }, holder: this.holder };
    await within(STOP_WITHIN_MS, this.rows.updateMany(mine, { $set: { clean: true } }));
  }

  private async note(partition: Partition, offset: string, deaths: number): Promise<void> {
    await this.rows.updateOne(this.mine(partition), { $set: { offset, deaths } });
  }

  private async forget(partition: Partition): Promise<void> {
    await this.rows.updateOne(this.mine(partition), { $unset: { offset: '', deaths: '' } });
  }

  /** Nothing is written over what another process has noted since. */
  private mine(partition: Partition) {
    return { _id: this.id(partition), holder: this.holder };
  }

  private id({ topic, partition }: Partition): string {
    return `${this.group}|${topic}|${partition}`;
  }
}
