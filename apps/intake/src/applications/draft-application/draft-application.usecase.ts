import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import { wrongState } from '#common/kernel/errors.js';
import { supplierIdOf } from '../../suppliers/domain/registering.js';
import { Suppliers } from '../../suppliers/suppliers.repository.js';
import { Applications } from '../applications.repository.js';
import { draftApplication } from '../domain/drafting.js';
import type { ApplicationState, ApplicationForm } from '../domain/application.state.js';

/** A verified supplier begins an application; no other service hears of it before the submission. */
@Injectable()
export class DraftApplication {
  constructor(
    private readonly applications: Applications,
    private readonly suppliers: Suppliers,
  ) {}

  async execute({ data: form, ...intent }: Omit<Command<ApplicationForm>, 'id'>): Promise<Snapshot<ApplicationState>> {
    const businessNumber = intent.actor.kind === 'person' ? intent.actor.org : undefined;
    const supplier = businessNumber === undefined ? undefined : await this.suppliers.find(supplierIdOf(businessNumber));
    if (supplier === undefined)
      throw wrongState('SUPPLIER_NOT_REGISTERED', 'Register the supplier first: POST /v1/suppliers.');
    const applicationId = createdBy('application', intent.causationId);
    return this.applications.create({ ...intent, id: applicationId }, (moment) =>
      draftApplication({ applicationId, supplier: supplier.state, form }, moment),
    );
  }
}
