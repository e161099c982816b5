import { aggregateMap } from '#common/service/service-map.js';
import { FormQuestions } from './form-questions.js';
import { GetQuestionSetHttp } from './get-question-set/get-question-set.http.js';
import { GetQuestionSetHistoryHttp } from './get-question-set-history/get-question-set-history.http.js';
import { ListQuestionSetsHttp } from './list-question-sets/list-question-sets.http.js';
import { PublishQuestionSetHttp } from './publish-question-set/publish-question-set.http.js';
import { PublishQuestionSet } from './publish-question-set/publish-question-set.usecase.js';
import { questionSetPermissions } from './question-set.permissions.js';
import { questionSetType } from './question-set.type.js';
import { PublishedQuestionSets } from './question-sets.repository.js';
import { WithdrawQuestionSetHttp } from './withdraw-question-set/withdraw-question-set.http.js';

/** The questions of the application form (신청서 문항). */
export const questionSets = aggregateMap({
  type: questionSetType,
  repository: PublishedQuestionSets,
  operations: {
    publishQuestionSet: [PublishQuestionSetHttp, PublishQuestionSet],
    withdrawQuestionSet: [WithdrawQuestionSetHttp],
    listQuestionSets: [ListQuestionSetsHttp],
    getQuestionSet: [GetQuestionSetHttp],
    getQuestionSetHistory: [GetQuestionSetHistoryHttp],
  },
  permissions: questionSetPermissions,
  providers: [FormQuestions],
});
