import type mongoose from 'mongoose';
import { within } from '../kernel/settles-within.js';
import type { RelayObserver } from './relay-observer.js';
import { Timestamp } from '../store/timestamps.js';

/** Alarm threshold: the rest is the time an operator has to repair the broker or enlarge the oplog. */
const ALARM_AT = 0.25;
const LOOK_WITHIN_MS = 2_000;

interface Entry {
  readonly ts: mongoose.mongo.Timestamp;
}

interface Size {
  readonly size: number;
  readonly maxSize: number;
}

/**
 * Part of the oplog that lies behind a place in it: 0 at its newest end, 1 where entries are about to be dropped. An
 * oplog that is not full is extrapolated to its full size at its pace so far; otherwise every new store would raise the
 * alarm.
 * @throws MongoServerError without the rights `find` and `collStats` on `local.oplog.rs`, and through a router
 */
export async function oplogUsed(db: mongoose.mongo.Db, place: mongoose.mongo.Timestamp): Promise<number> {
  const oplog = db.client.db('local').collection('oplog.rs');
  const end = async (direction: 1 | -1): Promise<number> => {
    const entry = await oplog.findOne<Entry>({}, { sort: { $natural: direction }, projection: { ts: 1 } });
    if (entry === null) throw new Error('the store has no oplog');
    return Timestamp.secondsOf(entry.ts);
  };
  const sizes = [
    { $collStats: { storageStats: {} } },
    { $project: { size: '$storageStats.size', maxSize: '$storageStats.maxSize' } },
  ];
  const [first, last, stats] = await Promise.all([end(1), end(-1), oplog.aggregate<Size>(sizes).next()]);
  const growth = stats === null ? 1 : Math.max(1, stats.maxSize / Math.max(1, stats.size));
  return Math.max(0, last - Timestamp.secondsOf(place)) / Math.max(1, (last - first) * growth);
}

/** Raises the alarm while the relay's place is still in the oplog. Once it is lost, much has to be sent again. */
export class OplogWatch {
  private isAlarmed = false;
  private isUnknown = false;

  constructor(
    private readonly usedBy: (place: mongoose.mongo.Timestamp) => Promise<number>,
    private readonly observer: RelayObserver,
  ) {}

  async look(place: mongoose.mongo.Timestamp): Promise<void> {
    try {
      this.say(await within(LOOK_WITHIN_MS, this.usedBy(place)), place);
      this.isUnknown = false;
    } catch (error) {
      this.observer.oplogUsed(undefined);
      if (!this.isUnknown) this.observer.log('warn', 'how much of the oplog the relay has left is unknown', { error });
      this.isUnknown = true;
    }
  }

  private say(used: number, place: mongoose.mongo.Timestamp): void {
    this.observer.oplogUsed(used);
    const isAlarming = used >= ALARM_AT;
    if (isAlarming && !this.isAlarmed)
      this.observer.log('error', "the relay's place falls out of the oplog if this goes on", { used, since: place });
    this.isAlarmed = isAlarming;
  }
}
