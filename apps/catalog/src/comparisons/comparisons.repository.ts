import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { comparisonType } from './comparison.type.js';
import type { ComparisonEvent } from './domain/comparison.events.js';
import type { ComparisonState } from './domain/comparison.state.js';

@Injectable()
export class Comparisons extends AggregateStore<ComparisonState, ComparisonEvent> {
  constructor(stores: Stores) {
    super(comparisonType, stores);
  }
}
