import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationFormRequest } from '../application-form.request.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { reviseApplication } from '../domain/drafting.js';
import { FORM_FAULTS } from '../domain/form.rules.js';

@Controller()
export class ReviseApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'reviseApplication',
    method: 'PUT',
    path: '/v1/applications/:id',
    summary: 'Replaces the form of a draft',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['APPLICATION_NOT_DRAFT', ...FORM_FAULTS],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ApplicationFormRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const revised = await this.applications.change({ ...meta, id }, (application, moment) =>
      reviseApplication(application, { form: body }, moment),
    );
    return this.views.of(revised, meta.actor);
  }
}
