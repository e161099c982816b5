import { Injectable } from '@nestjs/common';
import type { Projection } from '#common/projections/projection.js';
import { ReadModels } from '#common/projections/read-models.js';
import type { Day } from '#common/kernel/day.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import {
  recordOf,
  type SupplierContractRow,
  type SupplierFaultRow,
  type SupplierRecord,
} from './domain/supplier-record.js';
import { supplierContracts, supplierFaults } from './supplier-records.projection.js';

/** The records of suppliers, as far as the events of contracts have told. */
@Injectable()
export class SupplierRecords {
  constructor(private readonly readModels: ReadModels) {}

  /** One without any contract has an empty record. */
  async of(supplier: string, today: Day): Promise<SupplierRecord> {
    const [contracts, faults] = await Promise.all([
      this.rowsOf<SupplierContractRow>(supplierContracts, supplier),
      this.rowsOf<SupplierFaultRow>(supplierFaults, supplier),
    ]);
    return recordOf(supplier, contracts, faults, today);
  }

  private async rowsOf<R extends { readonly supplier: string }>(
    projection: Projection,
    supplier: string,
  ): Promise<readonly R[]> {
    const rows = await this.readModels.rows<{ readonly supplier: string; readonly members?: readonly string[] }>(
      projection,
    );
    return rows
      .find({ $or: [{ supplier }, { members: supplier }] }, READ_AT_MOST)
      .project<R>({ _id: 0, sequence: 0 })
      .toArray();
  }
}
