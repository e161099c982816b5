import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import type { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import type { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import type { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import type { Day } from '#common/kernel/day.js';
import type {
  Contact,
  PersonFunction,
  ProfileChangeClass,
  ProposedProfile,
  RegistryFinding,
  SupplierDetails,
} from './supplier.state.js';

export type SupplierEvent =
  | FactWith<
      'SupplierRegistered',
      SupplierRegistered,
      /** `migrated`: from the records of before, by an operator. `synthetic`: generated, about nobody. */
      SupplierDetails & { readonly migrated?: true; readonly synthetic?: true }
    >
  | FactWith<'SupplierVerified', { readonly businessNumber: string }, { readonly findings: readonly RegistryFinding[] }>
  | FactWith<
      'ContactChanged',
      { readonly businessNumber: string },
      /** Null once erased. */
      { readonly contact: Contact | null; readonly address?: string | null }
    >
  | Reasoned<
      FactWith<
        'ProfileChangeRequested',
        { readonly changeNo: number; readonly class: ProfileChangeClass },
        ProposedProfile
      >
    >
  | Reasoned<Fact<'ProfileChangeRejected', { readonly changeNo: number }>>
  | Fact<'ProfileChangeWithdrawn', { readonly changeNo: number }>
  | FactWith<
      'DeclarationStored',
      { readonly declarationNo: number },
      /** Null once erased. */
      { readonly text: string | null }
    >
  | FactWith<
      'SupplierChanged',
      SupplierChanged,
      { readonly changeNo: number } & Pick<ProposedProfile, 'representative'>
    >
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
  | Fact<'SupplierReinstated', SupplierReinstated>
  /** After a selection won by fraud. */
  | Fact<'SupplierBarred', { readonly applicationId: string; readonly until: Day }>;
