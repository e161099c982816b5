import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationFormRequest } from '../application-form.request.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { FORM_FAULTS } from '../domain/form.rules.js';
import { DraftApplication } from './draft-application.usecase.js';

@Controller()
export class DraftApplicationHttp {
  constructor(
    private readonly useCase: DraftApplication,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'draftApplication',
    method: 'POST',
    path: '/v1/applications',
    summary: 'A supplier begins an application',
    status: 201,
    answers: ApplicationView,
    refuses: [
      'SUPPLIER_NOT_REGISTERED',
      'SUPPLIER_NOT_VERIFIED',
      'SUPPLIER_TRANSFERRED',
      'SUPPLIER_DEBARRED',
      'APPLICATION_EXISTS',
      'DRAFTS_TOO_MANY',
      ...FORM_FAULTS,
    ],
  })
  async handle(@Body() body: ApplicationFormRequest, @Meta() meta: CommandMeta): Promise<ApplicationView> {
    return this.views.of(await this.useCase.execute({ ...meta, data: body }), meta.actor);
  }
}
