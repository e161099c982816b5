import { Injectable } from '@nestjs/common';
import type { Day } from '#common/kernel/day.js';
import { ReadModels } from '#common/projections/read-models.js';
import { contractFigures, selectionFigures } from './statistics.projection.js';
import type { ContractRow, SelectionRow } from './domain/statistics.js';

/** The rows the statistics are made of. */
@Injectable()
export class Figures {
  constructor(private readonly readModels: ReadModels) {}

  async contractsUntil(day: Day): Promise<readonly ContractRow[]> {
    const rows = await this.readModels.rows<ContractRow>(contractFigures);
    return rows
      .find({ concludedOn: { $lte: day } })
      .project<ContractRow>({ _id: 0, sequence: 0 })
      .toArray();
  }

  async selectionsUntil(day: Day): Promise<readonly SelectionRow[]> {
    const rows = await this.readModels.rows<SelectionRow>(selectionFigures);
    return rows
      .find({ decidedOn: { $lte: day } })
      .project<SelectionRow>({ _id: 0, sequence: 0 })
      .toArray();
  }
}
