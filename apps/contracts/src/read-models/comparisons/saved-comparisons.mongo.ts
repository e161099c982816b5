import { Injectable } from '@nestjs/common';
import type { ComparisonSaved } from '#common/events/definitions/comparison-saved.js';
import { ReadModels } from '#common/projections/read-models.js';
import { comparisonsProjection } from './comparisons.projection.js';

/** Which comparisons were saved, as far as the catalog has told. */
@Injectable()
export class SavedComparisons {
  constructor(private readonly readModels: ReadModels) {}

  /** Those of these ids that are known here. */
  async of(comparisonIds: readonly string[]): Promise<readonly ComparisonSaved[]> {
    if (comparisonIds.length === 0) return [];
    const rows = await this.readModels.rows<ComparisonSaved>(comparisonsProjection);
    return rows.find({ comparisonId: { $in: [...comparisonIds] } }).toArray();
  }
}
