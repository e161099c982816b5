import { Injectable } from '@nestjs/common';
import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import { Stores } from '#common/aggregates/stores.js';
import { evolveSupplier, type Supplier, type SupplierEvent } from './domain/supplier.js';

export const supplierType: AggregateType<Supplier, SupplierEvent> = {
  name: 'supplier',
  collection: 'suppliers',
  evolve: evolveSupplier,
  publishes: [SupplierRegistered],
  personal: { SupplierRegistered: ['details.representative', 'details.contact'] },
  indexed: ['state.facts.businessNumber'],
};

@Injectable()
export class Suppliers extends AggregateStore<Supplier, SupplierEvent> {
  constructor(stores: Stores) {
    super(supplierType, stores);
  }
}
