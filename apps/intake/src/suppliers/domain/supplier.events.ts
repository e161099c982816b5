import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import type { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import type { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import type { PersonFunction, SupplierDetails } from './supplier.state.js';

export type SupplierEvent =
  | FactWith<'SupplierRegistered', SupplierRegistered, SupplierDetails>
  | Fact<'SupplierVerified', { readonly businessNumber: string }>
  /** Listed, or given another function. */
  | Fact<'PersonListed', { readonly sub: string; readonly function: PersonFunction }>
  | Fact<'PersonRemoved', { readonly sub: string }>
  | Fact<'HandoverOffered', { readonly from: string; readonly to: string }>
  | Fact<'HandoverAccepted', { readonly from: string; readonly to: string }>
  /** By NIA, for a supplier whose managers no longer act. */
  | Reasoned<Fact<'ManagerAppointed', { readonly sub: string }>>
  | Reasoned<Fact<'SupplierDebarred', SupplierDebarred>>
  /** Its first day has come. Nobody else needs to hear of it: the days were told with the order. */
  | Fact<'DebarmentBegan', { readonly debarmentNo: number }>
  /** With a reason where NIA lifted it; none where it ended by itself. */
  | Fact<'SupplierReinstated', SupplierReinstated>;
