import { Body, Controller, Param } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { withdrawQuestionSet } from '../domain/publishing.js';
import { aggregateIdOf, withFirst } from '../form-questions.js';
import { questionSetView, QuestionSetView } from '../question-set.view.js';
import { PublishedQuestionSets } from '../question-sets.repository.js';
import { WithdrawQuestionSetRequest } from './withdraw-question-set.request.js';

@Controller()
export class WithdrawQuestionSetHttp {
  constructor(
    private readonly published: PublishedQuestionSets,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'withdrawQuestionSet',
    method: 'POST',
    path: '/v1/question-sets/:id/versions/:n/withdrawal',
    summary: 'NIA withdraws a version that is not in force yet, or the newest: the one before holds again',
    ifMatch: true,
    answers: QuestionSetView,
    refuses: ['QUESTION_SET_WITHDRAWN', 'QUESTION_SET_FIRST', 'QUESTION_SET_REPLACED'],
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') n: number,
    @Body() body: WithdrawQuestionSetRequest,
    @Meta() meta: CommandMeta,
  ): Promise<QuestionSetView> {
    // A set of which nothing was published has a first version, which is refused by itself.
    const withdrawn = await this.published.save({ ...meta, id: aggregateIdOf(id) }, (set, moment) =>
      withdrawQuestionSet(set, { ...body, id, n }, moment),
    );
    return questionSetView(withFirst(withdrawn), this.stores.moment().today);
  }
}
