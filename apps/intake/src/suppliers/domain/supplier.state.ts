import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';

/** How the supplier is reached; personal data, never published. */
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
  /** Null once erased: that of a sole trader is a home. */
  readonly address: string | null;
  /** Null once erased. */
  readonly contact: Contact | null;
}

/** A supplier (제공기업): it registers itself, and NIA verifies its business number before it may apply. */
export interface SupplierState {
  readonly facts: SupplierFacts;
  readonly details: SupplierDetails;
  readonly registeredAt: string;
  readonly verifiedAt?: string;
  /** The last day on which it may submit nothing, after a selection won by fraud; absent for none. */
  readonly barredUntil?: Day;
}
