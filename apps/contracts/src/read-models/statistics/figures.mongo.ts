import { Injectable } from '@nestjs/common';
import type { Projection } from '#common/projections/projection.js';
import { ReadModels } from '#common/projections/read-models.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import { contractFigures, selectionFigures } from './statistics.projection.js';
import type { ContractRow, SelectionRow } from './domain/statistics.js';

/** All rows of a read model, as they were at one place of its topics. */
interface Held<R> {
  readonly place: string;
  readonly rows: Promise<readonly R[]>;
}

/**
 * The rows the statistics are made of. They are read once for each place that the read model has reached, not once for
 * each request: anybody may ask. A place is noted after its rows are written, so rows that are newer than their place
 * are read again with the next one.
 */
@Injectable()
export class Figures {
  private readonly held = new Map<string, Held<unknown>>();

  constructor(private readonly readModels: ReadModels) {}

  contracts(): Promise<readonly ContractRow[]> {
    return this.rowsOf<ContractRow>(contractFigures);
  }

  selections(): Promise<readonly SelectionRow[]> {
    return this.rowsOf<SelectionRow>(selectionFigures);
  }

  private async rowsOf<R extends object>(projection: Projection): Promise<readonly R[]> {
    const place = await this.placeOf(projection);
    const held = this.held.get(projection.name) as Held<R> | undefined;
    if (held?.place === place) return held.rows;
    const reading = { place, rows: this.read<R>(projection) };
    this.held.set(projection.name, reading);
    // A read that failed is no answer to the next request.
    reading.rows.catch(() => {
      if (this.held.get(projection.name) === reading) this.held.delete(projection.name);
    });
    return reading.rows;
  }

  private async placeOf(projection: Projection): Promise<string> {
    const [rows, offsets] = await Promise.all([
      this.readModels.rows(projection),
      this.readModels.consumedOffsets(projection),
    ]);
    const sorted = Object.entries(offsets).sort(([a], [b]) => (a < b ? -1 : 1));
    return [rows.collectionName, ...sorted.map(([partition, next]) => `${partition}@${next}`)].join(' ');
  }

  private async read<R extends object>(projection: Projection): Promise<readonly R[]> {
    const rows = await this.readModels.rows<R>(projection);
    return rows.find({}, READ_AT_MOST).project<R>({ _id: 0, sequence: 0 }).toArray();
  }
}
