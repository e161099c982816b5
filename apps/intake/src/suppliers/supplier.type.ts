import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import { supplierDueAt } from './domain/debarring.js';
import type { SupplierEvent } from './domain/supplier.events.js';
import { debarmentMachine, evolve, supplierMachine } from './domain/supplier.evolve.js';
import type { SupplierState } from './domain/supplier.state.js';
import { supplierWork } from './supplier.work.js';

export const supplierType: AggregateType<SupplierState, SupplierEvent> = {
  name: 'supplier',
  collection: 'suppliers',
  evolve,
  machines: [supplierMachine, debarmentMachine],
  publishes: [SupplierRegistered, SupplierDebarred, SupplierReinstated],
  personal: {
    SupplierRegistered: ['details.representative', 'details.address', 'details.contact'],
    ManagerAppointed: ['reason'],
    SupplierDebarred: ['reason'],
    SupplierReinstated: ['reason'],
  },
  dueAt: supplierDueAt,
  path: ({ facts }) => `/v1/suppliers/${facts.businessNumber}`,
  work: supplierWork,
  indexed: ['state.facts.businessNumber'],
};
