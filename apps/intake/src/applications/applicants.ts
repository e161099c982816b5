import { Injectable } from '@nestjs/common';
import type { Moment } from '#common/kernel/clock.js';
import { ensureNotDebarred } from '../suppliers/domain/debarring.js';
import { supplierIdOf } from '../suppliers/domain/registering.js';
import type { SupplierState } from '../suppliers/domain/supplier.state.js';
import { Suppliers } from '../suppliers/suppliers.repository.js';
import { Applications } from './applications.repository.js';
import type { ApplicationState } from './domain/application.state.js';

/** The suppliers behind applications. */
@Injectable()
export class Applicants {
  constructor(
    private readonly applications: Applications,
    private readonly suppliers: Suppliers,
  ) {}

  /** Undefined for an application that is not there: the command on it is refused by itself. */
  async of(applicationId: string): Promise<SupplierState | undefined> {
    const application = await this.applications.find(applicationId);
    return application && this.behind(application.state);
  }

  async behind({ supplier }: ApplicationState): Promise<SupplierState | undefined> {
    return (await this.suppliers.find(supplierIdOf(supplier.businessNumber)))?.state;
  }
}

/** A decision that is closed to a debarred supplier. 409 SUPPLIER_DEBARRED. */
export const unlessDebarred =
  <E>(supplier: SupplierState | undefined, decide: (application: ApplicationState, moment: Moment) => E) =>
  (application: ApplicationState, moment: Moment): E => {
    if (supplier !== undefined) ensureNotDebarred(supplier, moment);
    return decide(application, moment);
  };
