import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { answerCheckExtension } from '../domain/extending-check.js';
import { AnswerCheckExtensionRequest } from './answer-check-extension.request.js';

@Controller()
export class AnswerCheckExtensionHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'answerCheckExtension',
    method: 'POST',
    path: '/v1/applications/:id/check-extension/answer',
    summary: 'The applicant consents to one more extension of the check, or declines (R-46)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['APPLICATION_NOT_CHECKING', 'CHECK_OVERDUE', 'EXTENSION_NOT_ASKED', 'OWN_WORK'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: AnswerCheckExtensionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const changed = await this.applications.change({ ...meta, id }, (application, moment) => {
      ensureWorkOfOthers(meta.actor.sub, [application.extensionAskedBy], 'The request for an extension');
      return answerCheckExtension(application, body, moment);
    });
    return this.views.of(changed, meta.actor);
  }
}
