import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { forbidden, invalid } from '#common/kernel/errors.js';
import { registerSupplier, supplierId, type Supplier } from '../domain/supplier.js';
import { Suppliers } from '../suppliers.repository.js';
import type { RegisterSupplierRequest } from './register-supplier.request.js';

/**
 * A supplier registers itself.
 * Emits SupplierRegistered. 403 for another's business number, 409 SUPPLIER_EXISTS, 422 FOUNDED_IN_FUTURE.
 */
@Injectable()
export class RegisterSupplier {
  constructor(private readonly suppliers: Suppliers) {}

  execute({ data, ...intent }: Omit<Command<RegisterSupplierRequest>, 'id'>): Promise<Snapshot<Supplier>> {
    const { businessNumber, name, size, ...details } = data;
    if (intent.actor.kind === 'person' && intent.actor.org !== businessNumber) {
      throw forbidden('A supplier registers its own business number only.');
    }
    return this.suppliers.create({ ...intent, id: supplierId(businessNumber) }, (moment) => {
      if ((details.foundedYear ?? 0) > Number(moment.today.slice(0, 4))) {
        throw invalid('FOUNDED_IN_FUTURE', 'foundedYear lies in the future.', [
          { pointer: '/foundedYear', code: 'FOUNDED_IN_FUTURE', detail: 'a year that has begun' },
        ]);
      }
      return registerSupplier({ businessNumber, name, size }, details, moment);
    });
  }
}
