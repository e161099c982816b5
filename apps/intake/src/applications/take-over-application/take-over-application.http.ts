import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byOfficer } from '../domain/application.rules.js';
import { takeOverApplication } from '../domain/changing-officer.js';
import { TakeOverApplicationRequest } from './take-over-application.request.js';

@Controller()
export class TakeOverApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'takeOverApplication',
    method: 'POST',
    path: '/v1/applications/:id/take-over',
    summary: 'An officer becomes the responsible one, with a reason (R-02)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['OFFICER_LINKED', 'OWN_WORK', 'OFFICER_RESPONSIBLE', 'APPLICATION_WITHOUT_OFFICER'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: TakeOverApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const { notLinkedToSupplier, reason, ...contact } = body;
    const officer = { sub: meta.actor.sub, ...contact };
    const changed = await this.applications.change(
      { ...meta, id },
      byOfficer(meta.actor, (application) =>
        takeOverApplication(application, { officer, notLinkedToSupplier, reason }),
      ),
    );
    return this.views.of(changed, meta.actor);
  }
}
