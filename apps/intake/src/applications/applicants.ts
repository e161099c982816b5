import { Injectable } from '@nestjs/common';
import type { Reader } from '#common/kernel/actor.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensureNotDebarred } from '../suppliers/domain/debarring.js';
import { supplierIdOf } from '../suppliers/domain/registering.js';
import type { SupplierState } from '../suppliers/domain/supplier.state.js';
import { Suppliers } from '../suppliers/suppliers.repository.js';
import type { ApplicationState } from './domain/application.state.js';

/** The suppliers behind applications. */
@Injectable()
export class Applicants {
  constructor(private readonly suppliers: Suppliers) {}

  /** @param caller of the request: a supplier's own person has brought it along */
  async behind({ supplier: { businessNumber } }: ApplicationState, caller: Reader): Promise<SupplierState | undefined> {
    const own = caller.kind === 'person' && caller.org === businessNumber;
    return own ? this.suppliers.ofCaller(caller) : (await this.suppliers.find(supplierIdOf(businessNumber)))?.state;
  }
}

/** A decision that is closed to a debarred supplier. 409 SUPPLIER_DEBARRED. */
export const unlessDebarred =
  <E>(supplier: SupplierState | undefined, decide: (application: ApplicationState, moment: Moment) => E) =>
  (application: ApplicationState, moment: Moment): E => {
    if (supplier !== undefined) ensureNotDebarred(supplier, moment);
    return decide(application, moment);
  };
