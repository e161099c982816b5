import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { contractType } from './contract.type.js';
import type { ContractEvent } from './domain/contract.events.js';
import type { ContractState } from './domain/contract.state.js';

@Injectable()
export class Contracts extends AggregateStore<ContractState, ContractEvent> {
  constructor(stores: Stores) {
    super(contractType, stores);
  }
}
