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
  /** It said that it let go of the partition. */
  readonly clean: boolean;
  /** The suspect it was about to hand to its handler, … */
  readonly offset?: string;
  /** … of which so many processes had died by then. */
  readonly deaths?: number;
}

/** Until the first batch after an unclean stop is done, each of its records may be the one that ended the process. */
interface Suspicion {
  readonly offset: string | undefined;
  readonly deaths: number;
  /** Offset of that batch's last record. */
  readonly until: string;
}

const STOP_WITHIN_MS = 2_000;
const NAMED_DEATHS = 2;
/** The last tries come after a pause: where many deaths are allowed, it is because somebody kills, and not an event. */
const TRIES_AFTER_PAUSE = 2;
const PAUSE_MS = 2_000;

/**
 * Finds the record that ends the process whenever it is handled. Usually this costs one write per partition when it is
 * taken and one when it is let go, none per event. Where the last holder did not let go, the record in its hand lies in
 * the batch that comes again: that batch is handled one record at a time, each noted before and its position stored
 * after, and so the next death names its record. Its last two tries come after a pause. Who dies in the pause did not die
 * of it, and it is counted anew: a storm of kills meets the pause far sooner than the handler, an event that ends the
 * process never does. After `deathsMax` deaths it is a dead letter that was not tried again.
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
    this.rows = db.collection('inbox_in_hand', DURABLE);
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
    // Without a note any of them may have been in hand; with one, that one was.
    const suspicion = isSuspect && { offset: before.offset, deaths: (before.deaths ?? 0) + 1, until };
    this.taken.set(partition, suspicion === false ? undefined : suspicion);
  }

  isSuspect(partition: Partition): boolean {
    return this.taken.get(partition) !== undefined;
  }

  /** Of all partitions: were two suspects in hand at once, an innocent one would be counted with the guilty. */
  oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(work);
  }

  /** Hands a record of a suspect partition to its handler, or not any more. */
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
      // It will be handed in again, or no handler has seen it: it has not ended anything.
      if (delivered.as === 'transient' || delivered.as === 'unreadable') await this.forget(partition);
      return delivered;
    } catch (error) {
      if (failureOf(error) !== 'transient') throw error;
      return { as: 'transient', error };
    }
  }

  /** The batch was worked through as far as `next`. */
  async passed(partition: Partition, next: string): Promise<void> {
    const suspicion = this.taken.get(partition);
    if (suspicion === undefined || BigInt(next) <= BigInt(suspicion.until)) return;
    await this.forget(partition);
    this.taken.set(partition, undefined);
  }

  /** Between two batches, when the partition goes to someone else. Under suspicion the next holder is to go on with it. */
  async letGo(partition: Partition): Promise<void> {
    const suspicion = this.taken.get(partition);
    if (!this.taken.delete(partition) || suspicion !== undefined) return;
    await within(STOP_WITHIN_MS, this.rows.updateOne(this.mine(partition), { $set: { clean: true } }));
  }

  /** Of all partitions at once, after the last batch, but for those whose last record is still in hand. */
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
