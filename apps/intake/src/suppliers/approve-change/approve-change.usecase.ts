import { Injectable } from '@nestjs/common';
import type { CommandMeta } from '#common/http/meta.js';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Moment } from '#common/kernel/clock.js';
import { approveProfileChange } from '../domain/changing.js';
import { supplierIdOf } from '../domain/registering.js';
import { byOutsider } from '../domain/staffing.js';
import type { SupplierState } from '../domain/supplier.state.js';
import { Suppliers } from '../suppliers.repository.js';

/** A transfer looks at the supplier that takes the business over as well: neither one's people decide on it. */
@Injectable()
export class ApproveChange {
  constructor(private readonly suppliers: Suppliers) {}

  execute(
    { businessNumber, changeNo }: { readonly businessNumber: string; readonly changeNo: number },
    meta: CommandMeta,
  ): Promise<Snapshot<SupplierState>> {
    return this.suppliers.change(
      { ...meta, id: supplierIdOf(businessNumber) },
      byOutsider(meta.actor, async (supplier, moment: Moment) => {
        const successor = await this.successorIn(supplier, changeNo);
        const approve = () =>
          approveProfileChange(supplier, { changeNo, ...(successor !== undefined && { successor }) }, moment);
        return successor === undefined ? approve() : byOutsider(meta.actor, approve)(successor, moment);
      }),
    );
  }

  private async successorIn({ changes }: SupplierState, changeNo: number): Promise<SupplierState | undefined> {
    const successor = changes.find(({ no }) => no === changeNo)?.proposed.successor;
    return successor === undefined ? undefined : (await this.suppliers.newest(supplierIdOf(successor)))?.state;
  }
}
