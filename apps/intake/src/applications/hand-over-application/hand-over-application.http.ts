import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byOfficer } from '../domain/application.rules.js';
import { handOverApplication } from '../domain/changing-officer.js';
import { HandOverApplicationRequest } from './hand-over-application.request.js';

@Controller()
export class HandOverApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'handOverApplication',
    method: 'POST',
    path: '/v1/applications/:id/hand-over',
    summary: 'Another officer is named as the responsible one, with a reason (R-02)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['OFFICER_LINKED', 'OWN_WORK', 'OFFICER_RESPONSIBLE', 'APPLICATION_WITHOUT_OFFICER'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: HandOverApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const changed = await this.applications.change(
      { ...meta, id },
      byOfficer(meta.actor, (application) => handOverApplication(application, { ...body, by: meta.actor.sub })),
    );
    return this.views.of(changed, meta.actor);
  }
}
