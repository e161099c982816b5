import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/service/stores.js';
import { caseType } from './case.type.js';
import type { CaseEvent } from './domain/case.events.js';
import type { CaseState } from './domain/case.state.js';

@Injectable()
export class Cases extends AggregateStore<CaseState, CaseEvent> {
  constructor(stores: Stores) {
    super(caseType, stores);
  }
}
