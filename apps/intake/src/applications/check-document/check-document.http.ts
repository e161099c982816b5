import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { byResponsible } from '../domain/application.rules.js';
import { checkDocument } from '../domain/checking.js';
import { CheckDocumentRequest } from './check-document.request.js';

@Controller()
export class CheckDocumentHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'checkDocument',
    method: 'POST',
    path: '/v1/applications/:id/documents/:documentType/check',
    summary: 'The officer finds a document in order, or deficient',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'OFFICER_LINKED',
      'OWN_WORK',
      'OFFICER_UNDECLARED',
      'DOCUMENT_ERASED',
      'APPLICATION_NOT_CHECKING',
      'DOCUMENT_MISSING',
      'REASON_MISSING',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @Body() body: CheckDocumentRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const checked = await this.applications.change(
      { ...meta, id },
      byResponsible(meta.actor, (application) => checkDocument(application, { ...body, documentType })),
    );
    return this.views.of(checked, meta.actor);
  }
}
