import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { SupplierEvent } from './supplier.events.js';
import type { RegistryFinding, SupplierState, SupplierDetails } from './supplier.state.js';

/** One supplier per business number, whichever user registers it first. */
export const supplierIdOf = (businessNumber: string): string => derivedId('supplier', businessNumber);

export interface Registration extends SupplierDetails {
  readonly businessNumber: string;
  readonly name: string;
  readonly size: SupplierFacts['size'];
}

/** A supplier registers itself (§2.4). 422 FOUNDED_IN_FUTURE. */
export function registerSupplier(registration: Registration, { at, today }: Moment): readonly SupplierEvent[] {
  const { businessNumber, name, size, ...details } = registration;
  ensure((details.foundedYear ?? 0) <= Number(today.slice(0, 4)), () =>
    invalid('FOUNDED_IN_FUTURE', 'foundedYear lies in the future.', [
      { pointer: '/foundedYear', code: 'FOUNDED_IN_FUTURE', detail: 'a year that has begun' },
    ]),
  );
  const data = { supplier: { businessNumber, name, size }, registeredAt: at.toISOString() };
  return [{ type: 'SupplierRegistered', data, details }];
}

/**
 * NIA confirms the business number; once. What registers say does not stop it: the officer decides.
 * 409 SUPPLIER_VERIFIED.
 */
export function verifySupplier(
  { facts, verifiedAt }: SupplierState,
  { findings }: { readonly findings: readonly RegistryFinding[] },
): readonly SupplierEvent[] {
  ensure(verifiedAt === undefined, () => wrongState('SUPPLIER_VERIFIED', `${facts.name} is verified already.`));
  return [{ type: 'SupplierVerified', data: { businessNumber: facts.businessNumber }, details: { findings } }];
}
