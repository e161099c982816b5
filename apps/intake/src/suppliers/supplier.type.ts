import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import type { SupplierEvent } from './domain/supplier.events.js';
import { evolve, supplierMachine } from './domain/supplier.evolve.js';
import type { SupplierState } from './domain/supplier.state.js';
import { supplierWork } from './supplier.work.js';

export const supplierType: AggregateType<SupplierState, SupplierEvent> = {
  name: 'supplier',
  collection: 'suppliers',
  evolve,
  machines: [supplierMachine],
  publishes: [SupplierRegistered],
  personal: { SupplierRegistered: ['details.representative', 'details.address', 'details.contact'] },
  path: ({ facts }) => `/v1/suppliers/${facts.businessNumber}`,
  work: supplierWork,
  indexed: ['state.facts.businessNumber'],
};
