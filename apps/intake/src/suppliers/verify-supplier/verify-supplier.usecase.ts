import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { verifySupplier } from '../domain/registering.js';
import { byOutsider } from '../domain/staffing.js';
import type { SupplierState } from '../domain/supplier.state.js';
import { RegistryChecks } from '../registries/registry-checks.js';
import { Suppliers } from '../suppliers.repository.js';

/** NIA confirms a supplier; what the registers said at that moment stays on record. */
@Injectable()
export class VerifySupplier {
  constructor(
    private readonly suppliers: Suppliers,
    private readonly checks: RegistryChecks,
  ) {}

  async execute(intent: Intent): Promise<Snapshot<SupplierState>> {
    // No register is asked for a caller who may not verify, nor for a command that was done.
    const foreseen = await this.suppliers.foresee(
      intent,
      byOutsider(intent.actor, (supplier) => verifySupplier(supplier, { findings: [] })),
    );
    const findings = foreseen === undefined ? [] : await this.checks.of(foreseen.state.facts.businessNumber);
    return this.suppliers.change(
      intent,
      byOutsider(intent.actor, (supplier) => verifySupplier(supplier, { findings })),
    );
  }
}
