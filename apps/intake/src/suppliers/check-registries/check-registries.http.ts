import { Controller, Param } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf } from '../domain/registering.js';
import { RegistryChecks } from '../registries/registry-checks.js';
import { RegistryFindingView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';

const RegistryChecksView = Type.Object({ businessNumber: Type.String(), findings: Type.Array(RegistryFindingView) });

@Controller()
export class CheckRegistriesHttp {
  constructor(
    private readonly suppliers: Suppliers,
    private readonly checks: RegistryChecks,
  ) {}

  @Operation({
    id: 'checkSupplierRegistries',
    method: 'GET',
    path: '/v1/suppliers/:businessNumber/registry-checks',
    summary: 'What the registers say of a supplier now; a register that is away is UNKNOWN',
    answers: RegistryChecksView,
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Asker() asking: Asking,
  ): Promise<Static<typeof RegistryChecksView>> {
    const { state } = await this.suppliers.get(supplierIdOf(businessNumber), asking);
    return { businessNumber, findings: [...(await this.checks.of(state.facts.businessNumber))] };
  }
}
