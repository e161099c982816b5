import type { SupplierRegistered } from '#common/events/definitions/supplier-registered.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { Moment } from '#common/kernel/clock.js';

/** Who may be reached at the supplier; personal data, never published. */
export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly mobile?: string;
}

/** The applicant block of the form (§2.4) beyond what every event carries. */
export interface SupplierDetails {
  readonly corporateNumber?: string;
  /** Null once erased. */
  readonly representative: string | null;
  readonly foundedYear?: number;
  readonly address: string;
  readonly contact: Contact;
}

/** A supplier (제공기업): registered by itself, verified by NIA by its business number before it may apply. */
export interface Supplier {
  readonly facts: SupplierFacts;
  readonly details: SupplierDetails;
  readonly registeredAt: string;
  readonly verifiedAt?: string;
}

export type SupplierEvent =
  | DomainEvent<'SupplierRegistered', SupplierRegistered, SupplierDetails>
  | DomainEvent<'SupplierVerified', { readonly businessNumber: string }>;

/** One supplier per business number, whoever registers it first. */
export const supplierId = (businessNumber: string): string => derivedId('supplier', businessNumber);

export const registerSupplier = (facts: SupplierFacts, details: SupplierDetails, { at }: Moment): SupplierEvent[] => [
  { type: 'SupplierRegistered', data: { supplier: facts, registeredAt: at.toISOString() }, details },
];

export function verifySupplier(supplier: Supplier): SupplierEvent[] {
  ensure(supplier.verifiedAt === undefined, () =>
    wrongState('SUPPLIER_VERIFIED', `${supplier.facts.name} is verified already.`),
  );
  return [{ type: 'SupplierVerified', data: { businessNumber: supplier.facts.businessNumber } }];
}

export function evolveSupplier(state: Supplier | undefined, event: Recorded<SupplierEvent>): Supplier {
  switch (event.type) {
    case 'SupplierRegistered':
      return {
        facts: event.data.supplier,
        details: event.details as SupplierDetails,
        registeredAt: event.data.registeredAt,
      };
    case 'SupplierVerified':
      return { ...(state as Supplier), verifiedAt: event.at.toISOString() };
  }
}
