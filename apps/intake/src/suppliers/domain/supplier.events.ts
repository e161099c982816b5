import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import type { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import type { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import type { SupplierDetails } from './supplier.state.js';

export type SupplierEvent =
  | FactWith<'SupplierRegistered', SupplierRegistered, SupplierDetails>
  | Fact<'SupplierVerified', { readonly businessNumber: string }>
  | Reasoned<Fact<'SupplierDebarred', SupplierDebarred>>
  /** Its first day has come. Nobody else needs to hear of it: the days were told with the order. */
  | Fact<'DebarmentBegan', { readonly debarmentNo: number }>
  /** With a reason where NIA lifted it; none where it ended by itself. */
  | Fact<'SupplierReinstated', SupplierReinstated>;
