import type { Question, QuestionSetState } from '../question-sets/domain/question-set.state.js';
import { FIRST_SETS } from '../question-sets/domain/first-sets.js';

/** Questions that specs publish, and the versions that they make. */

export const questionOf = (code: string, more: Partial<Question> = {}): Question => ({
  code,
  block: { ko: '추가 문항', en: 'More questions' },
  label: { ko: `${code} 문항`, en: `Question ${code}` },
  type: 'TEXT',
  required: true,
  ...more,
});

/** What the first version asks of the convergence services of the specs. */
export const firstQuestions: readonly Question[] = FIRST_SETS['CONVERGENCE.SAAS']?.versions[0]?.questions ?? [];

/** The set of the specs' convergence services, with versions of these days and questions behind the first. */
export const publishedSet = (
  ...versions: readonly (readonly [effectiveFrom: string, questions: readonly Question[]])[]
): QuestionSetState => ({
  kind: 'CONVERGENCE',
  subtype: 'SAAS',
  versions: versions.map(([effectiveFrom, questions], i) => ({
    n: i + 2,
    effectiveFrom,
    questions,
    publishedAt: '2025-08-01T00:00:00.000Z',
  })),
});
