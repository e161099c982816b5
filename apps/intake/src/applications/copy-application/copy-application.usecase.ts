import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import type { CommandMeta } from '#common/http/meta.js';
import { Suppliers } from '../../suppliers/suppliers.repository.js';
import { Applications } from '../applications.repository.js';
import { copyApplication } from '../domain/copying.js';
import type { ApplicationState } from '../domain/application.state.js';
import { Drafts } from '../drafts.js';

/** A new draft with the form and the documents of one that ended without selection. */
@Injectable()
export class CopyApplication {
  constructor(
    private readonly applications: Applications,
    private readonly drafts: Drafts,
    private readonly suppliers: Suppliers,
  ) {}

  async execute({ data: _, id, ...intent }: Command & CommandMeta): Promise<Snapshot<ApplicationState>> {
    const { state: source } = await this.applications.get(id, intent);
    const supplier = await this.suppliers.registeredOf(intent.actor);
    const applicationId = createdBy('application', intent.causationId);
    return this.drafts.begin({ ...intent, id: applicationId }, supplier, (draftNo, moment) =>
      copyApplication({ applicationId, supplier, draftNo, source }, moment),
    );
  }
}
