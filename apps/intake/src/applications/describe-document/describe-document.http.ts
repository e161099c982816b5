import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { describeDocument } from '../domain/drafting.js';
import { DescribeDocumentRequest } from './describe-document.request.js';

@Controller()
export class DescribeDocumentHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'describeDocument',
    method: 'PUT',
    path: '/v1/applications/:id/documents/:documentType/:n/description',
    summary: 'Says on which days a document holds, and whether it is a trade secret',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'APPLICATION_NOT_DRAFT',
      'DOCUMENT_MISSING',
      'DOCUMENT_NOT_ASKED',
      'DOCUMENT_NUMBER_INVALID',
      'DOCUMENT_PERIOD_INVALID',
      'DOCUMENT_TYPE_UNKNOWN',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @NumberParam('n') n: number,
    @Body() body: DescribeDocumentRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const described = await this.applications.change({ ...meta, id }, (application, moment) =>
      describeDocument(application, { documentType, n, description: body }, moment),
    );
    return this.views.of(described, meta.actor);
  }
}
