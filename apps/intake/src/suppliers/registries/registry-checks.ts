import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import { REGISTRY_CHECKS } from '../domain/registry-answer.js';
import type { RegistryFinding } from '../domain/supplier.state.js';
import { SupplierRegistries } from './supplier-registries.js';

/** All registers at once, so that the slowest alone is waited for. */
@Injectable()
export class RegistryChecks {
  constructor(
    private readonly registries: SupplierRegistries,
    private readonly stores: Stores,
  ) {}

  async of(businessNumber: string): Promise<readonly RegistryFinding[]> {
    const answers = await Promise.all(REGISTRY_CHECKS.map((check) => this.registries.ask(check, businessNumber)));
    const checkedAt = this.stores.moment().at.toISOString();
    return REGISTRY_CHECKS.map((check, i) => ({ check, ...(answers[i] ?? { result: 'UNKNOWN' }), checkedAt }));
  }
}
