import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import { supplierDueAt } from './domain/debarring.js';
import type { SupplierEvent } from './domain/supplier.events.js';
import { debarmentMachine, evolve, profileChangeMachine, supplierMachine } from './domain/supplier.evolve.js';
import type { SupplierState } from './domain/supplier.state.js';
import { supplierNotices } from './supplier.notices.js';
import { supplierWork } from './supplier.work.js';

export const supplierType: AggregateType<SupplierState, SupplierEvent> = {
  name: 'supplier',
  collection: 'suppliers',
  evolve,
  foldVersion: 2,
  machines: [supplierMachine, profileChangeMachine, debarmentMachine],
  publishes: [SupplierRegistered, SupplierChanged, SupplierDebarred, SupplierReinstated],
  personal: {
    SupplierRegistered: ['details.representative', 'details.address', 'details.contact'],
    ContactChanged: ['details.contact', 'details.address'],
    ProfileChangeRequested: ['details.representative', 'reason'],
    ProfileChangeRejected: ['reason'],
    DeclarationStored: ['details.text'],
    SupplierChanged: ['details.representative'],
    ManagerAppointed: ['reason'],
    SupplierDebarred: ['reason'],
    SupplierReinstated: ['reason'],
  },
  dueAt: supplierDueAt,
  path: ({ facts }) => `/v1/suppliers/${facts.businessNumber}`,
  work: supplierWork,
  standing: ({ people, changes, debarments }) =>
    `people: ${people.length}, changes: ${changes.length}, debarments: ${debarments.length}`,
  notices: supplierNotices,
  indexed: ['state.facts.businessNumber'],
};
