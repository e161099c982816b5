import { Injectable } from '@nestjs/common';
import { debarmentsOf, type DebarmentsRow, type KnownDebarment } from '#common/projections/debarments.js';
import { ReadModels } from '#common/projections/read-models.js';
import { debarmentsProjection } from './debarments.projection.js';

/** Whether a supplier is debarred, and when, as far as intake has told. */
@Injectable()
export class Debarments {
  constructor(private readonly readModels: ReadModels) {}

  /** Its debarments, the ended ones included. */
  async of(businessNumber: string): Promise<readonly KnownDebarment[]> {
    const rows = await this.readModels.rows<DebarmentsRow>(debarmentsProjection);
    const row = await rows.findOne({ businessNumber });
    return row === null ? [] : debarmentsOf(row);
  }
}
