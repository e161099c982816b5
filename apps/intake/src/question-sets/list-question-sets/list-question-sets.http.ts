import { Controller, Query } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import { Operation } from '#common/http/operation.js';
import { listQuery, page, pageOf, type Page } from '#common/http/paging.js';
import { FormQuestions } from '../form-questions.js';
import { questionSetRow, QuestionSetRow } from '../question-set.view.js';
import { ListQuestionSetsRequest, QUESTION_SET_SORTS } from './list-question-sets.request.js';

@Controller()
export class ListQuestionSetsHttp {
  constructor(
    private readonly questions: FormQuestions,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listQuestionSets',
    method: 'GET',
    path: '/v1/question-sets',
    summary: 'The question sets of all kinds and subtypes, without their questions',
    answers: pageOf(QuestionSetRow),
  })
  async handle(@Query() request: ListQuestionSetsRequest): Promise<Page<QuestionSetRow>> {
    const { kind, subtype } = request;
    const query = listQuery(request, { where: {}, sorts: QUESTION_SET_SORTS, defaultSort: 'id' });
    const sets = (await this.questions.all()).filter(
      ({ state }) =>
        (kind === undefined || state.kind === kind) && (subtype === undefined || state.subtype === subtype),
    );
    const inOrder = query.descending ? sets.toReversed() : sets;
    const from = query.after === undefined ? 0 : inOrder.findIndex(({ id }) => id === query.after?.id) + 1;
    const { today } = this.stores.moment();
    return page(inOrder.slice(from, from + query.limit), query, (set) => questionSetRow(set, today));
  }
}
