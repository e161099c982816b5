import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Actor } from '#common/kernel/actor.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { supplierIdOf } from './domain/registering.js';
import type { SupplierEvent } from './domain/supplier.events.js';
import type { SupplierState } from './domain/supplier.state.js';
import { supplierType } from './supplier.type.js';

@Injectable()
export class Suppliers extends AggregateStore<SupplierState, SupplierEvent> {
  /** By the caller itself: one that was made for one request is gone with it. */
  private readonly read = new WeakMap<Actor, SupplierState>();

  constructor(stores: Stores) {
    super(supplierType, stores);
  }

  /** A caller that was made for this request brings what was read of their supplier along. */
  keep(caller: Actor, supplier: SupplierState): void {
    this.read.set(caller, supplier);
  }

  /** The supplier that a person acts for; a command has read it when its caller was admitted. */
  async ofCaller(caller: Actor): Promise<SupplierState | undefined> {
    const known = this.read.get(caller);
    if (known !== undefined || caller.kind !== 'person' || caller.org === undefined) return known;
    return (await this.find(supplierIdOf(caller.org)))?.state;
  }

  /** @throws Refusal 409 SUPPLIER_NOT_REGISTERED */
  async registeredOf(caller: Actor): Promise<SupplierState> {
    const supplier = await this.ofCaller(caller);
    ensure(supplier !== undefined, () =>
      wrongState('SUPPLIER_NOT_REGISTERED', 'Register the supplier first: POST /v1/suppliers.'),
    );
    return supplier;
  }
}
