import { Body, Controller, Param } from '@nestjs/common';
import type { Moment } from '#common/kernel/clock.js';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byResponsible } from '../domain/application.rules.js';
import { extendCheck } from '../domain/extending-check.js';
import { ExtendCheckRequest } from './extend-check.request.js';

@Controller()
export class ExtendCheckHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'extendCheck',
    method: 'POST',
    path: '/v1/applications/:id/check-extension',
    summary: 'Extends the period of the check once; after that, asks the applicant to consent (R-46)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'OFFICER_LINKED',
      'OWN_WORK',
      'OFFICER_UNDECLARED',
      'APPLICATION_NOT_CHECKING',
      'CHECK_OVERDUE',
      'EXTENSION_ASKED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ExtendCheckRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const changed = await this.applications.change(
      { ...meta, id },
      byResponsible(meta.actor, (application, moment: Moment) => extendCheck(application, body, moment)),
    );
    return this.views.of(changed, meta.actor);
  }
}
