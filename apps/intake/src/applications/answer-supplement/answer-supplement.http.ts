import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { FormQuestions } from '../../question-sets/form-questions.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { answerSupplement } from '../domain/supplementing.js';
import { AnswerSupplementRequest } from './answer-supplement.request.js';

@Controller()
export class AnswerSupplementHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
    private readonly questions: FormQuestions,
  ) {}

  @Operation({
    id: 'answerSupplement',
    method: 'POST',
    path: '/v1/applications/:id/supplements/:n/answer',
    summary: 'The supplier answers every item of a supplement request',
    ifMatch: true,
    answers: ApplicationView,
    refuses: [
      'APPLICATION_NOT_SUPPLEMENT_REQUESTED',
      'SUPPLEMENT_NOT_OPEN',
      'SUPPLEMENT_OVERDUE',
      'SUPPLEMENT_INCOMPLETE',
      'ITEM_UNKNOWN',
      'FORM_PART_NOT_ASKED',
      'FORM_INVALID',
      'APPLICATION_DUPLICATE',
    ],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') n: number,
    @Body() body: AnswerSupplementRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const answered = await this.applications.change({ ...meta, id }, async (application, moment) => {
      const questionSets = await this.questions.of(application.service, application.questionSet);
      return answerSupplement(application, { ...body, n, questionSets }, moment);
    });
    return this.views.of(answered, meta.actor);
  }
}
