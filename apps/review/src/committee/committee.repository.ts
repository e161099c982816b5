import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { COMMITTEE_ID, committeeType } from './committee.type.js';
import type { CommitteeEvent } from './domain/committee.events.js';
import type { CommitteeState } from './domain/committee.state.js';

@Injectable()
export class Committee extends AggregateStore<CommitteeState, CommitteeEvent> {
  constructor(stores: Stores) {
    super(committeeType, stores);
  }

  /** The committee as it is; before the first appointment, without members. */
  async now(): Promise<CommitteeState> {
    const found = await this.find(COMMITTEE_ID);
    return found?.state ?? { members: [] };
  }
}
