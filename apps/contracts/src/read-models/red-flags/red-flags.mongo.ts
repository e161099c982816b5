import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import type { Day } from '#common/kernel/day.js';
import { ReadModels } from '#common/projections/read-models.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import { Contracts } from '../../contracts/contracts.repository.js';
import { furtherNumbers } from '../../contracts/domain/consortium.rules.js';
import { redFlagsOn, type Contested, type Purchase, type RedFlag } from './domain/flagging.js';
import { purchasesProjection } from './purchases.projection.js';

interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Flags on what was concluded in a period. Offers are in no event, so they are read from the contracts themselves. */
@Injectable()
export class RedFlags {
  constructor(
    private readonly readModels: ReadModels,
    private readonly contracts: Contracts,
    private readonly stores: Stores,
  ) {}

  async of(period: Period): Promise<readonly RedFlag[]> {
    const { policy } = this.stores.moment();
    const [purchases, contested] = await Promise.all([this.purchases(period), this.contested(period)]);
    return redFlagsOn(purchases, contested, policy);
  }

  private async purchases({ from, to }: Period): Promise<readonly Purchase[]> {
    const rows = await this.readModels.rows<Purchase>(purchasesProjection);
    return rows
      .find({ concludedOn: { $gte: from, $lte: to } }, READ_AT_MOST)
      .project<Purchase>({ _id: 0, sequence: 0 })
      .toArray();
  }

  /** Those for which two suppliers were asked, or more. */
  private async contested({ from, to }: Period): Promise<readonly Contested[]> {
    const where = {
      'state.concluded.concludedOn': { gte: from, lte: to },
      'state.invitations.1.n': { exists: true },
    };
    const found: Contested[] = [];
    for await (const { state } of this.contracts.each(where)) {
      const { concluded, invitations } = state;
      if (concluded === undefined) continue;
      const { contractId, contractNo, institution, supplier, amount, concludedOn } = concluded;
      const offers = invitations.flatMap(({ offer, supplier: asked }) =>
        offer === undefined
          ? []
          : [{ supplier: asked, amount: offer.amount, members: furtherNumbers(offer.consortium) }],
      );
      found.push({ contractId, contractNo, institution, supplier, amount, concludedOn, offers });
    }
    return found;
  }
}
