import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Moment } from '#common/kernel/clock.js';
import { Applicants, unlessDebarred } from '../applicants.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byResponsible } from '../domain/application.rules.js';
import { acceptApplication } from '../domain/checking.js';

@Controller()
export class AcceptApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly applicants: Applicants,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'acceptApplication',
    method: 'POST',
    path: '/v1/applications/:id/acceptance',
    summary: 'The papers are in order (접수완료): the application goes to review',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'OFFICER_LINKED',
      'OWN_WORK',
      'OFFICER_UNDECLARED',
      'APPLICATION_NOT_CHECKING',
      'DOCUMENT_NOT_OK',
      'CREDIT_RATING_EXPIRED',
      'CERTIFICATE_EXPIRED',
      'SUPPLIER_DEBARRED',
    ],
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ApplicationView> {
    const version = (meta.expectedVersion ?? 0) + 1;
    const accepted = await this.applications.change(
      { ...meta, id },
      byResponsible(meta.actor, async (application, moment: Moment) => {
        const supplier = await this.applicants.behind(application, meta.actor);
        return unlessDebarred(supplier, () => acceptApplication(application, { version }, moment))(application, moment);
      }),
    );
    return this.views.of(accepted, meta.actor);
  }
}
