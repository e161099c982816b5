import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { ComparisonSaved, ComparisonState } from './domain/comparison.js';
import { comparisonType } from './comparison.type.js';

@Injectable()
export class Comparisons extends AggregateStore<ComparisonState, ComparisonSaved> {
  constructor(stores: Stores) {
    super(comparisonType, stores);
  }
}
