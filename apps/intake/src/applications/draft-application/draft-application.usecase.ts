import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import { Refusal, wrongState } from '#common/kernel/errors.js';
import type { SupplierState } from '../../suppliers/domain/supplier.state.js';
import { supplierIdOf } from '../../suppliers/domain/registering.js';
import { Suppliers } from '../../suppliers/suppliers.repository.js';
import { DRAFT_NO_TAKEN } from '../application.type.js';
import { Applications } from '../applications.repository.js';
import { draftApplication, freeDraftNo } from '../domain/drafting.js';
import type { ApplicationState, ApplicationForm } from '../domain/application.state.js';

/** More than any quota: the list is read whole. */
const DRAFTS_READ_MAX = 1_000;

type DraftCommand = Omit<Command<ApplicationForm>, 'id'>;

/** A verified supplier begins an application; no other service hears of it before the submission. */
@Injectable()
export class DraftApplication {
  constructor(
    private readonly applications: Applications,
    private readonly suppliers: Suppliers,
  ) {}

  async execute(command: DraftCommand): Promise<Snapshot<ApplicationState>> {
    const { actor } = command;
    const businessNumber = actor.kind === 'person' ? actor.org : undefined;
    const supplier = businessNumber === undefined ? undefined : await this.suppliers.find(supplierIdOf(businessNumber));
    if (supplier === undefined)
      throw wrongState('SUPPLIER_NOT_REGISTERED', 'Register the supplier first: POST /v1/suppliers.');
    return this.draft(command, supplier.state);
  }

  /**
   * Drafts that begin at the same time may choose the same number, and only one gets it. Each try rules out a number,
   * so the tries end with a draft or with the refusal that the supplier has too many.
   */
  private async draft({ data: form, ...intent }: DraftCommand, supplier: SupplierState) {
    const applicationId = createdBy('application', intent.causationId);
    const lost = new Set<number>();
    for (;;) {
      const taken = new Set([...lost, ...(await this.takenBy(supplier.facts.businessNumber))]);
      let draftNo = 0;
      try {
        return await this.applications.create({ ...intent, id: applicationId }, (moment) => {
          draftNo = freeDraftNo(taken, moment.policy['intake.supplierDraftsMax'], Math.random());
          return draftApplication({ applicationId, supplier, draftNo, form }, moment);
        });
      } catch (error) {
        if (!(error instanceof Refusal && error.code === DRAFT_NO_TAKEN)) throw error;
        lost.add(draftNo);
      }
    }
  }

  private async takenBy(businessNumber: string): Promise<readonly number[]> {
    const drafts = await this.applications.list({
      where: { 'state.supplier.businessNumber': businessNumber, 'state.status': 'DRAFT' },
      sortBy: '_id',
      descending: false,
      limit: DRAFTS_READ_MAX,
    });
    return drafts.map(({ state }) => state.draftNo);
  }
}
