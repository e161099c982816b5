import { Body, Controller, Param } from '@nestjs/common';
import type { Moment } from '#common/kernel/clock.js';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byResponsible } from '../domain/application.rules.js';
import { requestSupplement } from '../domain/supplementing.js';
import { RequestSupplementRequest } from './request-supplement.request.js';

@Controller()
export class RequestSupplementHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'requestSupplement',
    method: 'POST',
    path: '/v1/applications/:id/supplements',
    summary: 'The officer asks for a supplement (보완 요구)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'OFFICER_LINKED',
      'OWN_WORK',
      'OFFICER_UNDECLARED',
      'APPLICATION_NOT_CHECKING',
      'SUPPLEMENT_SUBJECT_UNKNOWN',
      'SUPPLEMENT_EMPTY',
      'SUPPLEMENT_PERIOD',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RequestSupplementRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const requested = await this.applications.change(
      { ...meta, id },
      byResponsible(meta.actor, (application, moment: Moment) => requestSupplement(application, body, moment)),
    );
    return this.views.of(requested, meta.actor);
  }
}
