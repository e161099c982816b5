import type { Fact, FactWith } from '#common/aggregates/fact.js';
import type { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import type { SupplierDetails } from './supplier.state.js';

export type SupplierEvent =
  | FactWith<'SupplierRegistered', SupplierRegistered, SupplierDetails>
  | Fact<'SupplierVerified', { readonly businessNumber: string }>;
