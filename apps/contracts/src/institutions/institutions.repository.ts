import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { InstitutionEvent } from './domain/institution.events.js';
import type { InstitutionState } from './domain/institution.state.js';
import { institutionType } from './institution.type.js';

@Injectable()
export class Institutions extends AggregateStore<InstitutionState, InstitutionEvent> {
  constructor(stores: Stores) {
    super(institutionType, stores);
  }
}
