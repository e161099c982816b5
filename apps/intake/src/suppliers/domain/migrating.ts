import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import { startOfDay, type Day } from '#common/kernel/day.js';
import type { SupplierEvent } from './supplier.events.js';

/** What a source says of a supplier (§6): nothing about people. */
export interface EarlierSupplier extends SupplierFacts {
  readonly registeredOn: Day;
  /** Generated, about nobody. */
  readonly synthetic?: true;
}

/**
 * Takes over a supplier (제공기업) whose services were selected before this system, so its business number was verified.
 * It has no person yet: NIA appoints its first manager.
 */
export function migrateSupplier({ registeredOn, synthetic, ...supplier }: EarlierSupplier): readonly SupplierEvent[] {
  const nobody = { representative: null, address: null, contact: null };
  return [
    {
      type: 'SupplierRegistered',
      data: { supplier, registeredAt: startOfDay(registeredOn).toISOString() },
      details: { ...nobody, migrated: true, ...(synthetic !== undefined && { synthetic }) },
    },
    { type: 'SupplierVerified', data: { businessNumber: supplier.businessNumber }, details: { findings: [] } },
  ];
}
