import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { SupplierEvent } from './domain/supplier.events.js';
import type { SupplierState } from './domain/supplier.state.js';
import { supplierType } from './supplier.type.js';

@Injectable()
export class Suppliers extends AggregateStore<SupplierState, SupplierEvent> {
  constructor(stores: Stores) {
    super(supplierType, stores);
  }
}
