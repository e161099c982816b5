import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { budgetType } from './budget.type.js';
import type { BudgetEvent } from './domain/budget.events.js';
import type { BudgetState } from './domain/budget.state.js';

@Injectable()
export class Budgets extends AggregateStore<BudgetState, BudgetEvent> {
  constructor(stores: Stores) {
    super(budgetType, stores);
  }
}
