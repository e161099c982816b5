import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Applicants, unlessDebarred } from '../applicants.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { submitApplication } from '../domain/drafting.js';
import { SubmitApplicationRequest } from './submit-application.request.js';

@Controller()
export class SubmitApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly applicants: Applicants,
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
      'APPLICATION_DUPLICATE',
      'SUPPLIER_DEBARRED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: SubmitApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const supplier = await this.applicants.of(id);
    const submission = { ...body, declarations: supplier?.declarations ?? [] };
    const submitted = await this.applications.change(
      { ...meta, id },
      unlessDebarred(supplier, (application, moment) => submitApplication(application, submission, moment)),
    );
    return this.views.of(submitted, meta.actor);
  }
}
