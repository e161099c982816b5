import { Controller, Param } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { FormQuestions } from '../../question-sets/form-questions.js';
import { QuestionSetRefView, QuestionView, questionView } from '../../question-sets/question-set.view.js';
import { Applications } from '../applications.repository.js';

const AnswersView = Type.Object(
  {
    applicationId: Type.String(),
    questionSet: QuestionSetRefView,
    answers: Type.Array(Type.Object({ question: QuestionView, answer: Type.Optional(Type.String()) }), {
      description: 'Every question of the version, in its order; without an answer where none was given',
    }),
  },
  { $id: 'Answers' },
);
type AnswersView = Static<typeof AnswersView>;

@Controller()
export class GetApplicationAnswersHttp {
  constructor(
    private readonly applications: Applications,
    private readonly questions: FormQuestions,
  ) {}

  @Operation({
    id: 'getApplicationAnswers',
    method: 'GET',
    path: '/v1/applications/:id/answers',
    summary: 'The answers of an application, each with its question as it was asked',
    answers: AnswersView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<AnswersView> {
    const { state } = await this.applications.get(id, asking);
    const { questionSet, service } = state;
    const { questions } = (await this.questions.of(service, questionSet)).pinned(questionSet);
    const given = new Map((service.specification ?? []).map(({ code, answer }) => [code, answer]));
    return {
      applicationId: id,
      questionSet,
      answers: questions.map((question) => {
        const answer = given.get(question.code);
        return { question: questionView(question), ...(answer !== undefined && { answer }) };
      }),
    };
  }
}
