import { Injectable } from '@nestjs/common';
import type { CallerStanding } from '#common/http/standing.js';
import { hasRole, type Person } from '#common/kernel/actor.js';
import { supplierIdOf } from './domain/registering.js';
import { Suppliers } from './suppliers.repository.js';

/** The function of a person in their own supplier, read with each of their commands: a removal holds at once. */
@Injectable()
export class SupplierFunctions implements CallerStanding {
  constructor(private readonly suppliers: Suppliers) {}

  async of(person: Person): Promise<Person> {
    const { org, sub } = person;
    if (org === undefined || !hasRole(person, 'SUPPLIER')) return person;
    const supplier = (await this.suppliers.find(supplierIdOf(org)))?.state;
    if (supplier === undefined) return person;
    const functionAt = supplier.people.find((one) => one.sub === sub)?.function;
    // Never the person that came with the token: they serve the next requests as well, and a removal holds at once.
    const caller = { ...person, ...(functionAt !== undefined && { functionAt }) };
    this.suppliers.keep(caller, supplier);
    return caller;
  }
}
