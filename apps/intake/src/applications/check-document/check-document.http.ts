import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { CheckDocumentRequest } from './check-document.request.js';
import { CheckDocument } from './check-document.usecase.js';

@Controller()
export class CheckDocumentHttp {
  constructor(
    private readonly checkDocument: CheckDocument,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'checkDocument',
    method: 'POST',
    path: '/v1/applications/:id/documents/:documentType/check',
    summary: 'The officer finds a document in order, or deficient',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @Body() body: CheckDocumentRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(
      await this.checkDocument.execute({ ...meta, id, data: { ...body, documentType } }),
      meta.actor,
    );
  }
}
