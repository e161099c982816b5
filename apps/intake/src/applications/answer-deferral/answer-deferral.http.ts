import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { answerDeferral } from '../domain/answering-deferral.js';
import { AnswerDeferralRequest } from './answer-deferral.request.js';

@Controller()
export class AnswerDeferralHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'answerDeferral',
    method: 'POST',
    path: '/v1/applications/:id/deferral-answer',
    summary: 'The applicant answers what the committee asked for when it deferred (보류)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['DEFERRAL_NOT_OPEN', 'DEFERRAL_OVERDUE', 'DEFERRAL_INCOMPLETE'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: AnswerDeferralRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const answered = await this.applications.change({ ...meta, id }, (application, moment) =>
      answerDeferral(application, body, moment),
    );
    return this.views.of(answered, meta.actor);
  }
}
