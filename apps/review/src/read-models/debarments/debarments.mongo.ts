import { Injectable } from '@nestjs/common';
import type { Day } from '#common/kernel/day.js';
import { debarmentOn } from '#common/kernel/debarment.js';
import { debarmentsOf, type KnownDebarment } from '#common/projections/debarments.js';
import { ReadModels } from '#common/projections/read-models.js';
import { debarmentsProjection, type SupplierRow } from './debarments.projection.js';

/** Whether suppliers are debarred on a day (부정당업자 제재, §3.5 `SANCTION_FREE`), as far as intake has told. */
@Injectable()
export class Debarments {
  constructor(private readonly readModels: ReadModels) {}

  /** Those of each of these business numbers that has any, the ended ones included. */
  async ofAll(businessNumbers: readonly string[]): Promise<ReadonlyMap<string, readonly KnownDebarment[]>> {
    if (businessNumbers.length === 0) return new Map();
    const rows = await this.readModels.rows<SupplierRow>(debarmentsProjection);
    const found = await rows.find({ businessNumber: { $in: [...businessNumbers] } }).toArray();
    return new Map(found.map((row) => [row.businessNumber, debarmentsOf(row)]));
  }

  /** The supplier as it is known today: debarments, and its name when that has changed since it applied. */
  async standingOf(
    businessNumber: string,
  ): Promise<{ readonly debarments: readonly KnownDebarment[]; readonly name?: string }> {
    const rows = await this.readModels.rows<SupplierRow>(debarmentsProjection);
    const row = await rows.findOne({ businessNumber });
    if (row === null) return { debarments: [] };
    return { debarments: debarmentsOf(row), ...(row.name !== undefined && { name: row.name }) };
  }

  async of(businessNumber: string): Promise<readonly KnownDebarment[]> {
    return (await this.ofAll([businessNumber])).get(businessNumber) ?? [];
  }

  /** The one that holds on this day; of several the one that ends last. */
  async on(businessNumber: string, day: Day): Promise<KnownDebarment | undefined> {
    return debarmentOn(await this.of(businessNumber), day);
  }
}
