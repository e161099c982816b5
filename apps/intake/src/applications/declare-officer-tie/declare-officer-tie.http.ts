import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { declareTie } from '#common/kernel/responsible-officer.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byOfficer } from '../domain/application.rules.js';
import { DeclareOfficerTieRequest } from './declare-officer-tie.request.js';

@Controller()
export class DeclareOfficerTieHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'declareOfficerTie',
    method: 'POST',
    path: '/v1/applications/:id/officer-tie',
    summary: 'An officer declares a tie to the supplier, and decides nothing of it from then on (R-02)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['OFFICER_LINKED', 'OWN_WORK'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: DeclareOfficerTieRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const changed = await this.applications.change(
      { ...meta, id },
      byOfficer(meta.actor, (application) => declareTie(application, { ...body, officer: meta.actor.sub })),
    );
    return this.views.of(changed, meta.actor);
  }
}
