import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { SubmitApplicationRequest } from './submit-application.request.js';
import { SubmitApplication } from './submit-application.usecase.js';

@Controller()
export class SubmitApplicationHttp {
  constructor(
    private readonly useCase: SubmitApplication,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'submitApplication',
    method: 'POST',
    path: '/v1/applications/:id/submission',
    summary: 'Submits a draft for review (접수)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'APPLICATION_NOT_DRAFT',
      'ATTESTATION_MISSING',
      'DECLARATION_UNKNOWN',
      'APPLICATION_INCOMPLETE',
      'DOCUMENT_MISSING',
      'PRICE_CODE_REPEATED',
      'QUESTION_UNANSWERED',
      'QUESTION_UNKNOWN',
      'ANSWER_INVALID',
      'CHANGES_MISSING',
      'SUPPLIER_BARRED',
      'APPLICATION_DUPLICATE',
      'SUPPLIER_DEBARRED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: SubmitApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: body }), meta.actor);
  }
}
