import { Controller, Param } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { BilingualView } from '#common/http/why.view.js';
import type { Asking } from '#common/kernel/actor.js';
import { QuestionSetRefView } from '../../question-sets/question-set.view.js';
import { APPLICATION_STATUSES } from '../domain/application.state.js';
import { POINT_WEIGHTS } from '../domain/completing.js';
import { pointTexts } from '../completeness.texts.js';
import { GetCompleteness } from './get-completeness.usecase.js';

const CompletenessView = Type.Object(
  {
    applicationId: Type.String(),
    status: Type.Enum(APPLICATION_STATUSES),
    on: Type.String({ format: 'date', description: 'The day that the report is about: today in Seoul' }),
    questionSet: {
      ...QuestionSetRefView,
      description: 'What the answers are held to: for a draft the version in force, else that of the submission',
    },
    complete: Type.Boolean({ description: 'No point blocks' }),
    points: Type.Array(
      Type.Object({
        weight: Type.Enum(POINT_WEIGHTS),
        code: Type.String(),
        pointer: Type.String({ description: 'Into the form, its documents or the submission; empty for the supplier' }),
        question: Type.Optional(Type.String({ description: 'Code of the question' })),
        text: BilingualView,
        todo: BilingualView,
        detail: Type.String(),
      }),
    ),
  },
  { $id: 'Completeness' },
);
type CompletenessView = Static<typeof CompletenessView>;

@Controller()
export class GetCompletenessHttp {
  constructor(private readonly useCase: GetCompleteness) {}

  @Operation({
    id: 'getCompleteness',
    method: 'GET',
    path: '/v1/applications/:id/completeness',
    summary: 'What stands in the way of a submission today, point by point, and what to do about it',
    answers: CompletenessView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<CompletenessView> {
    const { status, on, questionSet, points } = await this.useCase.execute(id, asking);
    return {
      applicationId: id,
      status,
      on,
      questionSet,
      complete: points.every(({ weight }) => weight !== 'BLOCKS'),
      points: points.map((point) => {
        const { weight, code, pointer, question, detail } = point;
        return { weight, code, pointer, ...(question !== undefined && { question }), ...pointTexts(point), detail };
      }),
    };
  }
}
