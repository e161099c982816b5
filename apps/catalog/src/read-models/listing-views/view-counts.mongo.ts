import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type mongoose from 'mongoose';
import { Stores } from '#common/aggregates/stores.js';
import { addDays, type Day } from '#common/kernel/day.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import { ViewTally } from './view-tally.js';

/** What one process has shown of a listing on one day. No person is in it, and nothing that leads to one. */
interface ViewRow {
  readonly _id: string;
  readonly listingId: string;
  readonly day: Day;
  readonly views: number;
}

interface ViewsOfDay {
  readonly day: Day;
  readonly views: number;
}

export const VIEWS_COLLECTION = 'listing_views';

/** One write of this process in so many ms at most, whatever is looked at. */
const WRITE_EVERY_MS = 5_000;

/**
 * Views of listings by day (조회 수). Each process has rows of its own and writes the whole number of a day: a write that
 * is repeated after a lost answer counts nothing twice. What a process that dies had not written is lost.
 */
@Injectable()
export class ViewCounts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly tally = new ViewTally();
  private readonly instance = randomUUID();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly stores: Stores) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.rows.createIndex({ listingId: 1, day: 1 });
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.write();
  }

  /** Somebody looks at a listing; the answer does not wait for a write. */
  seen(listingId: string): void {
    if (this.tally.add(listingId, this.stores.moment().today)) this.plan();
  }

  /** Views of the days that the policy names (`catalog.viewDays`), today included, by listing. */
  async of(listingIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (listingIds.length === 0) return new Map();
    const rows = await this.rows
      .aggregate<{ _id: string; views: number }>(
        [
          { $match: { listingId: { $in: [...listingIds] }, day: { $gte: this.since() } } },
          { $group: { _id: '$listingId', views: { $sum: '$views' } } },
        ],
        READ_AT_MOST,
      )
      .toArray();
    return new Map(rows.map(({ _id, views }) => [_id, views]));
  }

  /** Of one listing, the newest day first; days without a view are left out. */
  async byDay(listingId: string): Promise<readonly ViewsOfDay[]> {
    const rows = await this.rows
      .aggregate<{ _id: Day; views: number }>(
        [
          { $match: { listingId, day: { $gte: this.since() } } },
          { $group: { _id: '$day', views: { $sum: '$views' } } },
          { $sort: { _id: -1 } },
        ],
        READ_AT_MOST,
      )
      .toArray();
    return rows.map(({ _id: day, views }) => ({ day, views }));
  }

  /** The first day that counts. */
  since(): Day {
    const { today, policy } = this.stores.moment();
    return addDays(today, 1 - policy['catalog.viewDays']);
  }

  private get rows(): mongoose.mongo.Collection<ViewRow> {
    return this.stores.db.collection<ViewRow>(VIEWS_COLLECTION);
  }

  private plan(): void {
    this.timer = setTimeout(() => {
      // What could not be written waits for the next turn.
      this.write().catch(() => this.plan());
    }, WRITE_EVERY_MS);
    this.timer.unref();
  }

  private async write(): Promise<void> {
    const waiting = this.tally.waiting();
    if (waiting.length === 0) return;
    await this.rows.bulkWrite(
      waiting.map(({ listingId, day, views }) => ({
        updateOne: {
          filter: { _id: `${listingId}/${day}/${this.instance}` },
          update: { $set: { listingId, day }, $max: { views } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
    this.tally.written(waiting, this.stores.moment().today);
    if (this.tally.waiting().length > 0) this.plan();
  }
}
