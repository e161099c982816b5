import { Body, Controller, Param } from '@nestjs/common';
import type { Moment } from '#common/kernel/clock.js';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byResponsible } from '../domain/application.rules.js';
import { returnApplication } from '../domain/checking.js';
import { ReturnApplicationRequest } from './return-application.request.js';

@Controller()
export class ReturnApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'returnApplication',
    method: 'POST',
    path: '/v1/applications/:id/return',
    summary: 'Returns an application with the reason (반려)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'OFFICER_LINKED',
      'OWN_WORK',
      'OFFICER_UNDECLARED',
      'APPLICATION_NOT_CHECKING',
      'APPLICATION_NOT_SUPPLEMENT_REQUESTED',
      'SUPPLEMENT_NOT_OVERDUE',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ReturnApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const returned = await this.applications.change(
      { ...meta, id },
      byResponsible(meta.actor, (application, moment: Moment) => returnApplication(application, body, moment)),
    );
    return this.views.of(returned, meta.actor);
  }
}
