import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { caseType } from './case.type.js';
import type { CaseEvent } from './domain/case.events.js';
import type { CaseState } from './domain/case.state.js';

@Injectable()
export class Cases extends AggregateStore<CaseState, CaseEvent> {
  constructor(stores: Stores) {
    super(caseType, stores);
  }

  /** Cases whose papers a person may read; a person reads those of a session or two at a time. */
  openTo(person: string): Promise<readonly Snapshot<CaseState>[]> {
    return this.list({ where: { 'state.access.person': person }, sortBy: '_id', descending: false, limit: 1_000 });
  }
}
