import { totalmem } from 'node:os';
import { Injectable } from '@nestjs/common';
import { RECORD_PLACE, type FollowedProjection, type RecordPlace } from '#common/projections/projection.js';
import { ReadModels } from '#common/projections/read-models.js';
import type { ConsumedOffsets } from '#common/broker/record.js';
import { own } from '#common/kernel/own.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import { KeptFigures } from './domain/kept-figures.js';
import type { ContractRow, SelectionRow } from './domain/figure-rows.js';
import type { Statistics, StatisticsQuery } from './domain/statistics.js';
import { contractFigures, selectionFigures } from './statistics.projection.js';

/** Rows of a read model, as far as they were followed. */
class Followed<R extends object> {
  private collection = '';
  private next: ConsumedOffsets = {};
  private reading: Promise<void> | undefined;

  /** @param put takes a row in its newest form; @param clear begins anew: the rows are others */
  constructor(
    private readonly readModels: ReadModels,
    private readonly projection: FollowedProjection,
    private readonly put: (id: string, row: R) => void,
    private readonly clear: () => void,
  ) {}

  /** Requests that come at the same time wait for one reading; one that fails is no answer to the next. */
  async follow(): Promise<void> {
    await (this.reading ??= this.read().finally(() => (this.reading = undefined)));
  }

  private async read(): Promise<void> {
    const [rows, offsets] = await Promise.all([
      this.readModels.rows<R & { _id: string }>(this.projection),
      this.readModels.consumedOffsets(this.projection),
    ]);
    const goesOn = rows.collectionName === this.collection && isAfter(offsets, this.next);
    const since = goesOn ? changedSince(offsets, this.next) : {};
    if (since === undefined) return;
    // The place is noted after its rows: of rows beyond it some may be there, and are read again with the next one.
    const changed = await rows.find(since, READ_AT_MOST).toArray();
    if (!goesOn) this.clear();
    for (const { _id, ...row } of changed) this.put(_id, row as unknown as R);
    this.collection = rows.collectionName;
    this.next = offsets;
  }
}

/** `topic/partition` → its number. */
const partitionOf = (place: string): number => Number(place.slice(place.lastIndexOf('/') + 1));

/** Whether the places go on from the earlier ones. Those of a topic that was made anew begin again. */
const isAfter = (offsets: ConsumedOffsets, earlier: ConsumedOffsets): boolean =>
  Object.entries(earlier).every(([place, next]) => (own(offsets, place) ?? -1n) >= next);

/** A filter of what records between the two places have written; undefined where they are the same. */
function changedSince(offsets: ConsumedOffsets, earlier: ConsumedOffsets) {
  const moved = Object.entries(offsets).filter(([place, next]) => next !== own(earlier, place));
  if (moved.length === 0) return undefined;
  return {
    $or: moved.map(([place]) => ({
      [`${RECORD_PLACE}.partition` satisfies `${string}.${keyof RecordPlace}`]: partitionOf(place),
      [`${RECORD_PLACE}.offset` satisfies `${string}.${keyof RecordPlace}`]: {
        $gte: Number(own(earlier, place) ?? 0n),
      },
    })),
  };
}

/** Of the memory that this process may have: what is asked for often is not made again, and the rest has room. */
const SHARE_OF_SUMS = 1 / 4;

/** A container says what it may have; without one it is the machine. */
const keptFigures = (): KeptFigures =>
  new KeptFigures(Math.min(process.constrainedMemory() || Infinity, totalmem()) * SHARE_OF_SUMS);

/**
 * The rows the statistics are made of, kept in memory: anybody may ask. Of what has changed since the last request the
 * rows that changed are read, and no others.
 */
@Injectable()
export class Figures {
  private contracts = keptFigures();
  private readonly selections = new Map<string, SelectionRow>();
  private readonly followed: readonly Followed<never>[];

  constructor(readModels: ReadModels) {
    this.followed = [
      new Followed<ContractRow>(
        readModels,
        contractFigures,
        (id, row) => this.contracts.put(id, row),
        () => (this.contracts = keptFigures()),
      ),
      new Followed<SelectionRow>(
        readModels,
        selectionFigures,
        (id, row) => this.selections.set(id, row),
        () => this.selections.clear(),
      ),
    ];
  }

  async statistics(query: StatisticsQuery): Promise<Statistics> {
    await Promise.all(this.followed.map((one) => one.follow()));
    return this.contracts.statistics([...this.selections.values()], query);
  }
}
