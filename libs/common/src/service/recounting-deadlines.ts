import type mongoose from 'mongoose';
import { AggregateStore, type StoreEnvironment } from '../aggregates/aggregate-store.js';
import { recountsOf } from '../aggregates/recounting.js';
import type { AnyType } from '../aggregates/verification/check-document.js';
import { systemActor } from '../kernel/actor.js';
import type { BusinessCalendar } from '../kernel/business-calendar.js';
import { sha256 } from '../kernel/canonical-json.js';
import { derivedId } from '../kernel/ids.js';
import type { Chore } from './housekeeping.js';

const EDITIONS = 'calendar_editions';
/** A process of the former build may go on counting with the former list for as long as a roll-out takes. */
const SECOND_LOOK_MS = 24 * 3_600_000;
const LOOKS = 2;

/** What the job records about a list of holidays that it has met. */
interface Edition {
  /** Digest of the list and its corrections. */
  readonly _id: string;
  /** When every aggregate was looked at, and how many deadlines moved (real time). */
  readonly looks: readonly { readonly endedAt: Date; readonly recounted: number }[];
}

export interface RecountingOptions {
  readonly service: string;
  readonly db: mongoose.mongo.Db;
  readonly types: readonly AnyType[];
  readonly stores: StoreEnvironment;
  readonly calendar: BusinessCalendar;
  readonly now?: () => Date;
  readonly recounted: (type: string, deadlines: number) => void;
  readonly failed: (type: string, id: string, error: unknown) => void;
}

/**
 * Counts provisional deadlines again when another list of holidays comes: the list comes with a build or with
 * `POLICY_FILE`, so with a start. It looks at every aggregate once, and once more a day later.
 */
export class RecountingDeadlines implements Chore {
  readonly name = 'count provisional deadlines again';
  readonly everyMs = 60 * 60_000;
  private readonly edition: string;
  private readonly editions: mongoose.mongo.Collection<Edition>;

  constructor(private readonly options: RecountingOptions) {
    this.edition = sha256(options.calendar.edition);
    this.editions = options.db.collection<Edition>(EDITIONS);
  }

  /** @throws Error when an aggregate could not be counted again: the look does not count, and comes again */
  async run(stopping: AbortSignal): Promise<void> {
    const looks = (await this.editions.findOne({ _id: this.edition }))?.looks ?? [];
    const { now = () => new Date() } = this.options;
    const last = looks.at(-1);
    if (looks.length >= LOOKS) return;
    if (last !== undefined && now().getTime() - last.endedAt.getTime() < SECOND_LOOK_MS) return;
    let sum = 0;
    for (const type of this.options.types) sum += await this.look(type, stopping);
    if (stopping.aborted) return;
    const look = { endedAt: now(), recounted: sum };
    await this.editions.updateOne({ _id: this.edition }, { $push: { looks: look } }, { upsert: true });
  }

  private async look(type: AnyType, stopping: AbortSignal): Promise<number> {
    const { db, stores, service, calendar } = this.options;
    const store = new AggregateStore(type, stores);
    const actor = systemActor(`${service}.calendar`);
    const documents = db.collection<{ readonly _id: string; readonly version: number; readonly state: object }>(
      type.collection,
    );
    let sum = 0;
    let failures = 0;
    for await (const { _id: id, version, state } of documents.find({}, { projection: { version: 1, state: 1 } })) {
      if (stopping.aborted) break;
      if (recountsOf(state, calendar).length === 0) continue;
      const causationId = derivedId('recount', id, this.edition, String(version));
      try {
        sum += await store.recount({ id, actor, causationId });
      } catch (error) {
        failures++;
        this.options.failed(type.name, id, error);
      }
    }
    if (sum > 0) this.options.recounted(type.name, sum);
    if (failures > 0) throw new Error(`Deadlines of ${failures} aggregates of type ${type.name} could not be counted.`);
    return sum;
  }
}
