import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import { wrongState } from '#common/kernel/errors.js';
import { supplierIdOf } from '../../suppliers/domain/registering.js';
import { Suppliers } from '../../suppliers/suppliers.repository.js';
import { Applications } from '../applications.repository.js';
import { draftApplication } from '../domain/drafting.js';
import type { Application, ApplicationForm } from '../domain/application.state.js';

/** A verified supplier begins an application. Private event; 409 SUPPLIER_NOT_REGISTERED, SUPPLIER_NOT_VERIFIED. */
@Injectable()
export class DraftApplication {
  constructor(
    private readonly applications: Applications,
    private readonly suppliers: Suppliers,
  ) {}

  async execute({ data, ...intent }: Omit<Command<ApplicationForm>, 'id'>): Promise<Snapshot<Application>> {
    const businessNumber = intent.actor.kind === 'person' ? (intent.actor.org ?? '') : '';
    const supplier = await this.suppliers.find(supplierIdOf(businessNumber));
    if (supplier === undefined)
      throw wrongState('SUPPLIER_NOT_REGISTERED', 'Register the supplier first: POST /v1/suppliers.');
    const id = createdBy('application', intent.causationId);
    return this.applications.create({ ...intent, id }, (moment) => draftApplication(id, supplier.state, data, moment));
  }
}
