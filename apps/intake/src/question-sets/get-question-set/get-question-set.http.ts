import { Controller, Param } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import { Operation } from '#common/http/operation.js';
import { FormQuestions } from '../form-questions.js';
import { questionSetView, QuestionSetView } from '../question-set.view.js';

@Controller()
export class GetQuestionSetHttp {
  constructor(
    private readonly questions: FormQuestions,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'getQuestionSet',
    method: 'GET',
    path: '/v1/question-sets/:id',
    summary: 'The questions of the form for a kind or subtype of services, in every version',
    answers: QuestionSetView,
  })
  async handle(@Param('id') id: string): Promise<QuestionSetView> {
    return questionSetView(await this.questions.get(id), this.stores.moment().today);
  }
}
