import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CertificateExpiring } from '#common/events/definitions/certificate-expiring.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Refusal } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import { Applications } from '../applications/applications.repository.js';
import { prepareRenewal } from '../applications/domain/copying.js';
import { Drafts } from '../applications/drafts.js';
import { supplierIdOf } from '../suppliers/domain/registering.js';
import { Suppliers } from '../suppliers/suppliers.repository.js';

/**
 * The supplier finds its next application begun (§11.5): one draft for each certificate that ends, at the first of its
 * three reminders. It is a service to the supplier: where it may not draft now, none is begun, and the next reminder
 * tries again.
 */
@Controller()
export class OnCertificateExpiring {
  constructor(
    private readonly applications: Applications,
    private readonly suppliers: Suppliers,
    private readonly drafts: Drafts,
  ) {}

  @Consumes(CertificateExpiring)
  async handle(@Payload() data: CertificateExpiring, @Ctx() context: InboxContext): Promise<void> {
    const source = (await this.applications.newest(data.applicationId))?.state;
    if (source?.status !== 'SELECTED') return;
    const supplier = (await this.suppliers.newest(supplierIdOf(source.supplier.businessNumber)))?.state;
    const applicationId = derivedId('renewal', data.listingId, data.certificateNo, data.endsOn);
    if (supplier === undefined || (await this.applications.newest(applicationId)) !== undefined) return;
    await this.drafts
      .begin(context.intent(applicationId), supplier, (draftNo, moment) =>
        prepareRenewal({ applicationId, supplier, draftNo, source }, moment),
      )
      .catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error;
      });
  }
}
