import { any, permissionsOn } from '#common/auth/permissions.js';
import type { QuestionSetState } from './domain/question-set.state.js';

/** The form is the same for all who apply, so all may read it. */
export const questionSetPermissions = permissionsOn<QuestionSetState>({
  resource: 'question set',
  seenThrough: 'getQuestionSet',
  operations: {
    publishQuestionSet: { NIA_OPERATOR: any },
    withdrawQuestionSet: { NIA_OPERATOR: any },
    listQuestionSets: { PUBLIC: any },
    getQuestionSet: { PUBLIC: any },
    getQuestionSetHistory: { NIA_OPERATOR: any, AUDITOR: any },
  },
});
