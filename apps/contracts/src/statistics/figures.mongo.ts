import { Injectable } from '@nestjs/common';
import { OPERATION_TIMEOUT_MS } from '#common/aggregates/mongo-documents.js';
import type { Day } from '#common/kernel/day.js';
import { Stores } from '#common/service/stores.js';
import { contractFigures, selectionFigures } from '../projections/statistics.projection.js';
import type { ContractRow, SelectionRow } from './domain/statistics.js';

const OPTIONS = { readConcern: { level: 'majority' }, timeoutMS: OPERATION_TIMEOUT_MS } as const;

/** The rows the statistics are made of. */
@Injectable()
export class Figures {
  constructor(private readonly stores: Stores) {}

  contractsUntil(day: Day): Promise<readonly ContractRow[]> {
    const rows = this.stores.db.collection<ContractRow>(contractFigures.collection, OPTIONS);
    return rows
      .find({ concludedOn: { $lte: day } })
      .project<ContractRow>({ _id: 0, sequence: 0 })
      .toArray();
  }

  selectionsUntil(day: Day): Promise<readonly SelectionRow[]> {
    const rows = this.stores.db.collection<SelectionRow>(selectionFigures.collection, OPTIONS);
    return rows
      .find({ decidedOn: { $lte: day } })
      .project<SelectionRow>({ _id: 0, sequence: 0 })
      .toArray();
  }
}
