import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { aggregateIdOf, FormQuestions } from '../form-questions.js';
import { PublishedQuestionSets } from '../question-sets.repository.js';

@Controller()
export class GetQuestionSetHistoryHttp {
  constructor(
    private readonly questions: FormQuestions,
    private readonly published: PublishedQuestionSets,
  ) {}

  @Operation({
    id: 'getQuestionSetHistory',
    method: 'GET',
    path: '/v1/question-sets/:id/history',
    summary: 'Who published and withdrew versions of a question set, when and why',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<HistoryView> {
    const { version } = await this.questions.get(id);
    // Nothing has happened to a set of which only the first version is there.
    return historyView(version === 0 ? [] : await this.published.history(aggregateIdOf(id), asking));
  }
}
