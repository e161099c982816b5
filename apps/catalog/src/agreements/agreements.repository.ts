import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { agreementType } from './agreement.type.js';
import type { AgreementEvent } from './domain/agreement.events.js';
import { isLive } from './domain/agreement.rules.js';
import type { AgreementState } from './domain/agreement.state.js';

@Injectable()
export class Agreements extends AggregateStore<AgreementState, AgreementEvent> {
  constructor(stores: Stores) {
    super(agreementType, stores);
  }

  /** The live agreement of a listing; there is one at most. */
  async liveOf(listingId: string): Promise<Snapshot<AgreementState> | undefined> {
    const where = { 'state.facts.listingId': listingId };
    const all = await this.list({ where, sortBy: '_id', descending: true, limit: 1_000 });
    return all.find(({ state }) => isLive(state));
  }
}
