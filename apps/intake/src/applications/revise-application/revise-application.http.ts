import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { FormQuestions } from '../../question-sets/form-questions.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { reviseApplication } from '../domain/drafting.js';
import { FORM_FAULTS } from '../domain/form.rules.js';
import { ReviseApplicationRequest } from './revise-application.request.js';

@Controller()
export class ReviseApplicationHttp {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
    private readonly questions: FormQuestions,
  ) {}

  @Operation({
    id: 'reviseApplication',
    method: 'PUT',
    path: '/v1/applications/:id',
    summary: 'Replaces the form of a draft',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['APPLICATION_NOT_DRAFT', 'QUESTION_SET_NOT_IN_FORCE', ...FORM_FAULTS],
  })
  async handle(
    @Param('id') id: string,
    @Body() { questionSetN, ...form }: ReviseApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const revised = await this.applications.change({ ...meta, id }, async (application, moment) => {
      const questionSets = await this.questions.of(form.service, application.questionSet);
      const revision = { form, questionSets, ...(questionSetN !== undefined && { questionSetN }) };
      return reviseApplication(application, revision, moment);
    });
    return this.views.of(revised, meta.actor);
  }
}
