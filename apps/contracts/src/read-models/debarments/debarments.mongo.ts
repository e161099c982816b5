import { Injectable } from '@nestjs/common';
import { debarmentsOf, type DebarmentsRow, type KnownDebarment } from '#common/projections/debarments.js';
import { ReadModels } from '#common/projections/read-models.js';
import { debarmentsProjection } from './debarments.projection.js';

/** Which suppliers are debarred, and when, as far as intake has told. */
@Injectable()
export class Debarments {
  constructor(private readonly readModels: ReadModels) {}

  /** Those of each of these business numbers that has any, the ended ones included. */
  async ofAll(businessNumbers: readonly string[]): Promise<ReadonlyMap<string, readonly KnownDebarment[]>> {
    const rows = await this.readModels.rows<DebarmentsRow>(debarmentsProjection);
    const found = await rows.find({ businessNumber: { $in: [...businessNumbers] } }).toArray();
    return new Map(found.map((row) => [row.businessNumber, debarmentsOf(row)]));
  }
}
