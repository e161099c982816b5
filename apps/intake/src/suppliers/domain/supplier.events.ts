import type { Fact, FactWith } from '#common/aggregates/fact.js';
import type { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import type { Day } from '#common/kernel/day.js';
import type { SupplierDetails } from './supplier.state.js';

export type SupplierEvent =
  | FactWith<'SupplierRegistered', SupplierRegistered, SupplierDetails>
  | Fact<'SupplierVerified', { readonly businessNumber: string }>
  | Fact<'SupplierBarred', { readonly applicationId: string; readonly until: Day }>;
