import { Body, Controller, Param } from '@nestjs/common';
import type { Moment } from '#common/kernel/clock.js';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byOfficer } from '../domain/application.rules.js';
import { startCheck } from '../domain/checking.js';
import { StartCheckRequest } from './start-check.request.js';

@Controller()
export class StartCheckHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'startCheck',
    method: 'POST',
    path: '/v1/applications/:id/check',
    summary: 'An officer takes on the completeness check',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['APPLICATION_NOT_SUBMITTED', 'OFFICER_LINKED', 'OWN_WORK'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: StartCheckRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const { notLinkedToSupplier, ...contact } = body;
    const officer = { sub: meta.actor.sub, ...contact };
    const started = await this.applications.change(
      { ...meta, id },
      byOfficer(meta.actor, (application, moment: Moment) =>
        startCheck(application, { officer, notLinkedToSupplier }, moment),
      ),
    );
    return this.views.of(started, meta.actor);
  }
}
